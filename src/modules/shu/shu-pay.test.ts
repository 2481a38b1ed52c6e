import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { readBranches } from '#cooperatives';
import { checkBooks, lockAccounts } from '#ledger';
import { cashIn, installTill, openTill } from '#payments';
import { withdraw } from '#savings';
import { read, step, testWorld } from '../../../test/support/world.ts';
import { balances, enter } from '../books/closing/closing.fixture.ts';
import { key } from '../payments/till.fixture.ts';
import { balanceOf, type Saver } from '../savings/savings.fixture.ts';
import { continueBatch, finishBatch, startBatch } from './commands/batch.ts';
import { calculateShu } from './commands/calculate.ts';
import { payCash, payToSavings, reversePayment } from './commands/pay.ts';
import { approvedYear, close2026, type ShuWorld, setRules, WITHOUT_LOANS, yearOfSavings } from './shu.fixture.ts';
import { latestCalculation } from './store/calculations.ts';
import { shareSums } from './store/shares.ts';

const world = await testWorld({ today: '2026-01-05' });

const first = ({ members }: ShuWorld): Saver => {
  const [one] = members;
  assert.ok(one, 'a member was made');
  return one;
};
const owed = async (made: ShuWorld) => -((await balances(made.context, { before: '2027-02-01' }))['2.1.10'] ?? 0n);

test('a share goes to a voluntary saving once; taken back it waits again', async () => {
  const made = await approvedYear(world, [100_000, 300_000]);
  const { memberId, SS } = first(made);
  const { result } = await payToSavings(made.maker, { year: 2026, memberId });
  assert.equal(result.net, '187500.00');
  assert.equal(await balanceOf(made.context, { memberId }, SS), '187500.00');
  assert.equal(await owed(made), 31_250_000n);
  await assert.rejects(payToSavings(made.maker, { year: 2026, memberId }), { reason: 'share_paid' });
  await assert.rejects(payCash(made.maker, { year: 2026, memberId }), { reason: 'share_paid' });
  const paymentId = result.paymentId ?? '';
  await reversePayment(made.maker, { paymentId, reason: 'Salah rekening' });
  assert.equal(await balanceOf(made.context, { memberId }, SS), '0.00');
  await assert.rejects(reversePayment(made.maker, { paymentId, reason: 'Lagi' }), { reason: 'payment_reversed' });
  await payToSavings(made.maker, { year: 2026, memberId });
  assert.equal((await read(made.context, checkBooks)).firstBad, null);
});

test('two payments of one share at the same moment pay it once', async () => {
  const made = await approvedYear(world, [100_000]);
  const { memberId } = first(made);
  const both = await Promise.allSettled([
    payToSavings(made.maker, { year: 2026, memberId }),
    payCash(made.checker, { year: 2026, memberId }),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal(await owed(made), 0n);
});

test('a share is paid in cash with a receipt, less the tax that the by-laws name', async () => {
  const made = await approvedYear(world, [100_000], {
    ...WITHOUT_LOANS,
    tax: { percent: '10', legalBasis: 'UU PPh Ps 17(2c)' },
  });
  await enter(made.context, [{ on: '2027-01-15', debit: '1.1.01', credit: '1.1.05', amountSen: 90_000_000n }]);
  const { memberId } = first(made);
  const { result } = await payCash(made.maker, { year: 2026, memberId });
  assert.deepEqual([result.net, result.tax, typeof result.receiptId], ['450000.00', '50000.00', 'string']);
  const after = await balances(made.context, { before: '2027-02-01' });
  assert.equal(after['2.1.10'], undefined);
  assert.equal(after['2.1.31'], -5_000_000n);
});

test('a till pays a share out of its drawer once it is open, and not before', async () => {
  const made = await approvedYear(world, [100_000]);
  const { memberId } = first(made);
  await assert.rejects(payCash(made.maker, { year: 2026, memberId, atTill: true }), { reason: 'till_not_open' });
  const drawer = await step(made.context, async (scope) => {
    const [branch] = await readBranches(scope);
    return installTill(scope, { code: 'KDS1', name: 'Kas 1', kind: 'drawer', branchId: branch?.id ?? '' });
  });
  await openTill(made.maker, { tillId: drawer.id, pieces: [] }, key());
  await cashIn(made.maker, { amount: '600000.00', chartCode: '1.1.05', reason: 'Ambil dari bank' });
  const { result } = await payCash(made.maker, { year: 2026, memberId, atTill: true });
  assert.equal(result.net, '500000.00');
  const [till] = await step(made.context, (scope) => lockAccounts(scope, [drawer.accountId]));
  assert.equal(till?.balanceSen, 10_000_000n);
  assert.equal(await owed(made), 0n);
});

test('nothing is paid before the meeting approved, nor to somebody without a share', async () => {
  const made = await yearOfSavings(world, [100_000, 0]);
  await close2026(made.context);
  const { memberId } = first(made);
  await assert.rejects(payToSavings(made.maker, { year: 2026, memberId }), { reason: 'calculation_missing' });
  await setRules(made.maker, WITHOUT_LOANS);
  await calculateShu(made.maker, { year: 2026 });
  await assert.rejects(payToSavings(made.maker, { year: 2026, memberId }), { reason: 'shu_not_approved' });
  await assert.rejects(startBatch(made.maker, { year: 2026 }), { reason: 'shu_not_approved' });
  const unknown = '01900000-0000-7000-8000-000000000001';
  await assert.rejects(reversePayment(made.maker, { paymentId: unknown, reason: 'x' }), { reason: 'payment_unknown' });
  await assert.rejects(continueBatch(made.maker, { batchId: unknown }), { reason: 'batch_unknown' });
  const approved = await approvedYear(world, [100_000]);
  await assert.rejects(payToSavings(approved.maker, { year: 2026, memberId: unknown }), { reason: 'share_unknown' });
});

test('a run credits everybody who waits, goes on where it was stopped, and pays nobody twice', async () => {
  const made = await approvedYear(
    world,
    Array.from({ length: 260 }, (_, index) => 1000 * (index + 1)),
  );
  const { memberId } = first(made);
  await payToSavings(made.maker, { year: 2026, memberId });
  const { result: started } = await startBatch(made.maker, { year: 2026 });
  assert.deepEqual([started.status, started.membersTotal], ['running', 259]);
  const { result: again } = await startBatch(made.maker, { year: 2026 });
  assert.equal(again.id, started.id);
  const { result: half } = await continueBatch(made.maker, { batchId: started.id });
  assert.deepEqual([half.status, half.membersDone], ['running', 250]);
  await Promise.all([finishBatch(made.maker, started.id), finishBatch(made.maker, started.id)]);
  const { result: done } = await continueBatch(made.maker, { batchId: started.id });
  assert.deepEqual([done.status, done.membersDone, done.membersPaid], ['done', 259, 259]);
  const sums = await read(made.context, async (scope) => {
    const calculation = await latestCalculation(scope, 2026);
    return shareSums(scope, calculation?.id ?? '');
  });
  assert.deepEqual([sums.paidCount, sums.unpaidCount, sums.paidSen], [260, 0, sums.totalSen]);
  assert.equal(await owed(made), 0n);
  assert.equal((await read(made.context, checkBooks)).firstBad, null);
});

test('a share that was taken out of the saving meanwhile stays paid: the reversal is refused', async () => {
  const made = await approvedYear(world, [100_000]);
  await enter(made.context, [{ on: '2027-01-15', debit: '1.1.01', credit: '1.1.05', amountSen: 90_000_000n }]);
  const { memberId, SS } = first(made);
  const { result } = await payToSavings(made.maker, { year: 2026, memberId });
  await withdraw(made.context, { accountId: SS, amount: '300000.00' });
  const undo = reversePayment(made.maker, { paymentId: result.paymentId ?? '', reason: 'Salah' });
  await assert.rejects(undo, { reason: 'balance_too_low' });
});

test('a member who left has no saving to credit: the share waits for cash', async () => {
  const made = await approvedYear(world, [100_000, 100_000]);
  const { memberId } = first(made);
  await step(made.context, async ({ tx, cooperativeId }) => {
    await tx.run(
      sql`update members.member set status = 'exited' where cooperative_id = ${cooperativeId} and id = ${memberId}`,
    );
  });
  await assert.rejects(payToSavings(made.maker, { year: 2026, memberId }), { reason: 'saving_missing' });
  const { result } = await startBatch(made.maker, { year: 2026 });
  await finishBatch(made.maker, result.id);
  assert.equal(await owed(made), 25_000_000n);
  await enter(made.context, [{ on: '2027-01-15', debit: '1.1.01', credit: '1.1.05', amountSen: 90_000_000n }]);
  await payCash(made.maker, { year: 2026, memberId });
  assert.equal(await owed(made), 0n);
});
