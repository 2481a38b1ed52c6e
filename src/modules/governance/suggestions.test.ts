import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asMember, asStaff, testWorld } from '../../../test/support/world.ts';
import { active } from '../members/members.fixture.ts';
import { answerEntry, correctEntry, ownSuggestions, registerPage, suggest } from './index.ts';

const world = await testWorld();

test('a member gives a suggestion from the phone, signed by it, and reads what the board answered', async () => {
  const context = asStaff(await world.cooperative());
  const { id, number } = await active(context, 1);
  const member = asMember(context, id, 'Siti Aminah');
  const given = (await suggest(member, { suggestion: 'Buka kas sampai jam empat' })).result as { id: string };
  const [row] = (await registerPage(context, { book: 'saran-anggota' })).rows;
  assert.deepEqual(row?.fields, {
    memberNumber: number,
    name: 'Siti Aminah',
    suggestion: 'Buka kas sampai jam empat',
    via: 'portal',
  });
  assert.equal(row.signatures[0]?.name, 'Siti Aminah');
  await answerEntry(context, { entryId: given.id, answer: 'Mulai bulan depan' });
  assert.equal((await ownSuggestions(member, {}))[0]?.answers[0]?.answer, 'Mulai bulan depan');
});

test('nobody rewrites what a member wrote', async () => {
  const context = asStaff(await world.cooperative());
  const { id, number } = await active(context, 1);
  const given = (await suggest(asMember(context, id), { suggestion: 'Bunga terlalu tinggi' })).result as { id: string };
  await assert.rejects(
    correctEntry(context, {
      entryId: given.id,
      entryOn: '2026-11-20',
      fields: { memberNumber: number, suggestion: 'Bunga sudah baik' },
      reason: 'Salah',
    }),
    { reason: 'entry_of_member' },
  );
});

test('a member sees only their own suggestions, and writes five a day', async () => {
  const context = asStaff(await world.cooperative());
  const first = asMember(context, (await active(context, 1)).id);
  const second = asMember(context, (await active(context, 2)).id);
  for (let n = 1; n <= 5; n += 1) await suggest(first, { suggestion: `Saran ${n}` });
  await assert.rejects(suggest(first, { suggestion: 'Saran 6' }), { reason: 'suggestions_too_many' });
  await suggest(second, { suggestion: 'Saran lain' });
  assert.equal((await ownSuggestions(first, {})).length, 5);
  assert.equal((await ownSuggestions(second, {})).length, 1);
  await assert.rejects(suggest(context, { suggestion: 'Bukan anggota' }), { reason: 'member_not_found' });
  assert.deepEqual(await ownSuggestions(context, {}), []);
});
