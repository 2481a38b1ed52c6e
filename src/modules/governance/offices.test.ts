import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { addStaff, savingsCooperative } from '../../../test/support/people.ts';
import { asStaff, testWorld } from '../../../test/support/world.ts';
import { active } from '../members/members.fixture.ts';
import { bookSigners, endEntry, inventoryPaper, officeProposals, registerPaper, writeEntry } from './index.ts';

const world = await testWorld();

test('who works as the board and is not in its book is proposed, until the book names them', async () => {
  const system = await savingsCooperative(world);
  const context = asStaff(system);
  for (const roles of [['ketua'], ['teller'], ['pengawas'], ['bendahara', 'anggota']]) await addStaff(system, roles);
  const proposed = async (book: string) =>
    (await officeProposals(context, { book })).map(({ name, office }) => [name, office]);
  assert.deepEqual(await proposed('pengurus'), [
    ['Orang 1', 'ketua'],
    ['Orang 4', 'bendahara'],
  ]);
  assert.deepEqual(await proposed('pengawas'), [['Orang 3', 'anggota']]);
  const { number } = await active(context, 1, { fullName: 'Orang Satu' });
  const row = { book: 'pengurus', entryOn: '2026-02-14', fields: { memberNumber: number, office: 'ketua' } };
  await writeEntry(context, row);
  assert.equal((await proposed('pengurus')).length, 2, 'another name is another person');
});

test('a printed book is signed by the chair whom the book of the board names, else by who holds the role', async () => {
  const system = await savingsCooperative(world);
  const context = asStaff(system);
  const names = async () => (await bookSigners(context, {})).signatures;
  assert.deepEqual(await names(), [{ office: 'Ketua' }]);
  await addStaff(system, ['ketua']);
  assert.match((await names())[0]?.name ?? '', /^Orang \d+$/);
  const { number } = await active(context, 1, { fullName: 'Siti Aminah' });
  const row = { book: 'pengurus', entryOn: '2026-02-14', fields: { memberNumber: number, office: 'ketua' } };
  const { id } = (await writeEntry(context, row)).result;
  assert.deepEqual(await names(), [{ office: 'Ketua', name: 'Siti Aminah' }]);
  await endEntry(context, { entryId: id, endedOn: '2026-11-20', reason: 'Mengundurkan diri' });
  assert.match((await names())[0]?.name ?? '', /^Orang \d+$/);
  assert.match((await bookSigners(context, {})).placeAndDate, /^Kudus, 20 November 2026$/);
});

test('a book too long for one file is printed a year at a time', async () => {
  const context = asStaff(await world.cooperative());
  await world.database.tenant(context.cooperative.id, (tx) =>
    tx.run(sql`
      insert into governance.register_entry
      select ${context.cooperative.id}, gen_random_uuid(), 'tamu', 2025 + n / 15000, n, make_date(2025 + n / 15000, 1, 1), '{}', null, null, null,
             null, now(), gen_random_uuid(), 'Uji', sha256(''), sha256('')
        from generate_series(1, 20001) as n`),
  );
  await assert.rejects(registerPaper(context, { book: 'tamu' }), { reason: 'register_too_long' });
  assert.equal((await registerPaper(context, { book: 'tamu', year: 2026 })).rows.length, 5002);
});

test('the inventory book is there before the first asset', async () => {
  const context = asStaff(await world.cooperative());
  const paper = await inventoryPaper(context, {});
  assert.deepEqual([paper.title, paper.rows.length, paper.columns.length], ['Buku Inventaris', 0, 11]);
});
