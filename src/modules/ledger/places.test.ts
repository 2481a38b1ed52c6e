import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addBranch, closeBranch, organisation } from '#cooperatives';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { entryPlace, postEntries, postEntry, reversePostedEntry, trialBalance } from '#ledger';
import { testWorld } from '../../../test/support/world.ts';

const world = await testWorld();
const context = await world.cooperative();
await addBranch(context, { code: 'JPR', name: 'Jepara', kind: 'branch' });
await addBranch(context, { code: 'TTP', name: 'Tutup', kind: 'branch' });
await closeBranch(context, { code: 'TTP' });
const { branches, units } = await organisation(context, {});
const idOf = (code: string) => [...branches, ...units].find((place) => place.code === code)?.id ?? '';

function entry(place: Record<string, string>) {
  return {
    happenedOn: '2026-11-20',
    description: 'Sewa kantor cabang',
    lines: [
      { account: '1.1.02', debit: '500.00' },
      { account: '1.1.01', credit: '500.00' },
    ],
    ...place,
  };
}

const cashOf = async (branchId: string) =>
  (await trialBalance(context, { branchId })).lines.find((line) => line.code === '1.1.02')?.debit ?? '0.00';

describe('an entry of a branch', () => {
  test('is in the statements of that branch and of no other', async () => {
    const own = { branchId: idOf('JPR'), unitId: idOf('USP') };
    const { result } = await postEntry(context, entry(own));
    assert.deepEqual(await entryPlace(context, { id: result.id }), { branch: 'Jepara', unit: 'Simpan pinjam' });
    await postEntries(context, { entries: [entry(own)] });
    assert.deepEqual([await cashOf(idOf('JPR')), await cashOf(idOf('PST'))], ['1000.00', '0.00']);
  });

  test('is taken back in the same branch when it is reversed', async () => {
    const before = await cashOf(idOf('PST'));
    const { result } = await postEntry(context, entry({ branchId: idOf('PST') }));
    assert.notEqual(await cashOf(idOf('PST')), before);
    await reversePostedEntry(context, { entryId: result.id, reason: 'Salah cabang' });
    assert.equal(await cashOf(idOf('PST')), before);
  });

  const wrong: [string, Record<string, string>, string][] = [
    ['of a branch that is not there', { branchId: newId() }, 'branch_unknown'],
    ['of a closed branch', { branchId: idOf('TTP') }, 'branch_unknown'],
    ['of a unit that is a branch', { unitId: idOf('JPR') }, 'unit_unknown'],
  ];
  for (const [name, place, reason] of wrong) {
    test(`${name} is refused`, async () => {
      const refused = (error: unknown) => error instanceof DomainError && error.reason === reason;
      await assert.rejects(postEntry(context, entry(place)), refused);
    });
  }
});
