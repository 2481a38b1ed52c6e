import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addBranch, organisation } from '#cooperatives';
import type { Context } from '#kernel/context';
import { parseDate } from '#kernel/dates';
import { addChartLine, chartBalances, postEntry } from '#ledger';
import { read, testWorld } from '../../../../test/support/world.ts';
import { interBranch, interBranchBalances, interBranchBlockers } from './balances.ts';
import { branchTransfer, reverseBranchTransfer } from './transfer.ts';

const world = await testWorld();
const NOVEMBER = { startsOn: parseDate('2026-11-01'), endsBefore: parseDate('2026-12-01') };

async function branches(template: 'ksp' | 'konsumen' = 'ksp') {
  const context = await world.cooperative({ template });
  await addBranch(context, { code: 'JWN', name: 'Cabang Juwana', kind: 'branch' });
  await addBranch(context, { code: 'TYU', name: 'Cabang Tayu', kind: 'branch' });
  const all = (await organisation(context, {})).branches;
  const idOf = (code: string) => all.find((branch) => branch.code === code)?.id ?? '';
  return { context, juwana: idOf('JWN'), tayu: idOf('TYU') };
}

const gift = {
  fromCode: '1.1.01',
  toCode: '1.1.05',
  amount: '2500000.00',
  happenedOn: '2026-11-10',
  description: 'Isi kas',
};

function balances(context: Context, branchId: string) {
  return read(context, async (scope) => {
    const lines = await chartBalances(scope, { before: NOVEMBER.endsBefore, branchId });
    return Object.fromEntries(
      lines.filter(({ amountSen }) => amountSen !== 0n).map(({ code, amountSen }) => [code, amountSen]),
    );
  });
}

const refused = (work: Promise<unknown>, reason: string) => assert.rejects(work, { reason });
const blockers = (context: Context) => read(context, (scope) => interBranchBlockers(scope, NOVEMBER));

describe('a transfer between branches', () => {
  test('leaves each branch balanced, and the inter-branch account nought in total and explained by its pair', async () => {
    const { context, juwana, tayu } = await branches();
    await branchTransfer(context, { ...gift, fromBranchId: juwana, toBranchId: tayu });
    await branchTransfer(context, { ...gift, fromBranchId: tayu, toBranchId: juwana, amount: '500000.00' });
    assert.deepEqual(await balances(context, juwana), {
      '1.1.01': -250_000_000n,
      '1.1.05': 50_000_000n,
      '1.1.60': 200_000_000n,
    });
    const found = await read(context, (scope) => interBranchBalances(scope, NOVEMBER.endsBefore));
    assert.equal(found.totalSen, 0n);
    assert.ok(found.branches.every(({ unexplainedSen }) => unexplainedSen === 0n));
    assert.deepEqual(
      found.pairs.map(({ amountSen }) => (amountSen < 0n ? -amountSen : amountSen)),
      [200_000_000n],
    );
    assert.deepEqual(await blockers(context), []);
  });

  test('taken back leaves nothing on either side, and only once', async () => {
    const { context, juwana, tayu } = await branches();
    const { result } = await branchTransfer(context, { ...gift, fromBranchId: juwana, toBranchId: tayu });
    await reverseBranchTransfer(context, { id: result.id, reason: 'Salah cabang' });
    assert.deepEqual(await balances(context, juwana), {});
    assert.deepEqual(await balances(context, tayu), {});
    assert.deepEqual(await blockers(context), []);
    await refused(reverseBranchTransfer(context, { id: result.id, reason: 'Lagi' }), 'transfer_reversed');
    const unknown = '0199f0e0-0000-7000-8000-000000000000';
    await refused(reverseBranchTransfer(context, { id: unknown, reason: 'Lagi' }), 'transfer_unknown');
    assert.equal((await interBranch(context, {})).transfers[0]?.reversedOn, '2026-11-20');
  });

  test('to itself, to no branch or from a heading is refused, and nothing is posted', async () => {
    const { context, juwana, tayu } = await branches();
    const asked = { ...gift, fromBranchId: juwana, toBranchId: tayu };
    await refused(branchTransfer(context, { ...asked, toBranchId: juwana }), 'branch_same');
    const unknown = '0199f0e0-0000-7000-8000-000000000000';
    await refused(branchTransfer(context, { ...asked, toBranchId: unknown }), 'branch_unknown');
    await refused(branchTransfer(context, { ...asked, fromCode: '1.1' }), 'chart_code_unknown');
    await refused(branchTransfer(context, { ...asked, happenedOn: '2026-11-21' }), 'date_in_future');
    assert.deepEqual(await balances(context, tayu), {});
  });

  test('of a consumer cooperative waits until its chart has the line', async () => {
    const { context, juwana, tayu } = await branches('konsumen');
    const asked = { ...gift, fromBranchId: juwana, toBranchId: tayu };
    await refused(branchTransfer(context, asked), 'rak_line_missing');
    const line = {
      code: '1.1.60',
      name: 'Rekening Antar Kantor',
      kind: 'asset',
      normal: 'debit',
      postable: true,
      parentCode: '1.1',
    };
    await addChartLine(context, line);
    await branchTransfer(context, asked);
    assert.deepEqual(await blockers(context), []);
  });
});

describe('an inter-branch account posted by hand', () => {
  test('on one side only stops the close', async () => {
    const { context, juwana } = await branches();
    const lines = [
      { account: '1.1.60', debit: '1000.00' },
      { account: '1.1.01', credit: '1000.00' },
    ];
    await postEntry(context, { happenedOn: '2026-11-10', description: 'Kirim kas', branchId: juwana, lines });
    assert.deepEqual(
      (await blockers(context)).map(({ code, severity }) => [code, severity]),
      [['interbranch_not_zero', 'stop']],
    );
  });

  test('on both sides is nought, and still worth a look', async () => {
    const { context, juwana, tayu } = await branches();
    const happenedOn = '2026-11-10';
    const out = [
      { account: '1.1.60', debit: '1000.00' },
      { account: '1.1.01', credit: '1000.00' },
    ];
    const into = [
      { account: '1.1.01', debit: '1000.00' },
      { account: '1.1.60', credit: '1000.00' },
    ];
    await postEntry(context, { happenedOn, description: 'Kirim', branchId: juwana, lines: out });
    await postEntry(context, { happenedOn, description: 'Terima', branchId: tayu, lines: into });
    assert.deepEqual(
      (await blockers(context)).map(({ code, severity, count }) => [code, severity, count]),
      [['interbranch_unexplained', 'warn', 2]],
    );
  });
});
