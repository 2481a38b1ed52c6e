import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { rupiah } from '#kernel/money';
import { step, testWorld } from '../../../test/support/world.ts';
import { balanceOf as saved } from '../savings/savings.fixture.ts';
import { repay, repayMany } from './commands/repay.ts';
import { loanWorld, runningLoan } from './loans.fixture.ts';
import { entryLines, refusal } from './repay.fixture.ts';

const world = await testWorld();
const { context, productId } = await loanWorld(world);
const EARLY = '2026-08-20' as BusinessDate;

/** 12 instalments of 118,000 flat: principal 100,000, interest 18,000; three are due by the day of the tests. */
function flatLoan(on = EARLY, product = productId) {
  return runningLoan(context, { productId: product, rupiah: 1_200_000, tenor: 12, on });
}

test('an instalment on its day pays its interest and its principal, and nothing else', async () => {
  const loan = await flatLoan();
  const { result } = await repay(context, { loanId: loan.id, amount: '118000.00', happenedOn: '2026-09-20' });
  assert.equal(result.principal, '100000.00');
  assert.equal(result.interest, '18000.00');
  assert.equal(result.penalty, '0.00');
  assert.equal(result.remaining, '1100000.00');
  assert.equal(result.nextDueOn, '2026-10-20');
  assert.equal(result.nextDue, '118000.00');
  assert.deepEqual(await entryLines(context, result.entryId), [
    ['1.1.01', '118000.00'],
    ['1.1.20', '-100000.00'],
    ['4.1.01', '-18000.00'],
  ]);
});

test('a late payment brings the charge of every day after the days of grace, booked as its own line', async () => {
  const loan = await flatLoan();
  // Due 20 September, grace 3 days: 24 to 30 September are seven days of 0.1 percent of 118,000.
  const { result } = await repay(context, { loanId: loan.id, amount: '118826.00', happenedOn: '2026-09-30' });
  assert.deepEqual([result.penalty, result.interest, result.principal], ['826.00', '18000.00', '100000.00']);
  assert.deepEqual(await entryLines(context, result.entryId), [
    ['1.1.01', '118826.00'],
    ['1.1.20', '-100000.00'],
    ['4.1.01', '-18000.00'],
    ['4.1.05', '-826.00'],
  ]);
});

test('a part of an instalment pays the charge first, then interest, then principal', async () => {
  const loan = await flatLoan();
  const { result } = await repay(context, { loanId: loan.id, amount: '10826.00', happenedOn: '2026-09-30' });
  assert.deepEqual([result.penalty, result.interest, result.principal], ['826.00', '10000.00', '0.00']);
  const more = await repay(context, { loanId: loan.id, amount: '9000.00', happenedOn: '2026-09-30' });
  assert.deepEqual([more.result.penalty, more.result.interest, more.result.principal], ['0.00', '8000.00', '1000.00']);
});

test('one rupiah is taken', async () => {
  const loan = await flatLoan();
  const { result } = await repay(context, { loanId: loan.id, amount: '1.00', happenedOn: '2026-09-20' });
  assert.equal(result.interest, '1.00');
});

test('what is beyond the instalment goes to the saving, where the product says so', async () => {
  const loan = await flatLoan('2026-10-20' as BusinessDate);
  const { result } = await repay(context, { loanId: loan.id, amount: '150000.00' });
  assert.equal(result.excess, '32000.00');
  assert.equal(await saved(context, loan.borrower, loan.borrower.SS), '32000.00');
});

test('a payment a few days early pays the instalment that is running', async () => {
  const loan = await flatLoan();
  const { result } = await repay(context, { loanId: loan.id, amount: '118000.00', happenedOn: '2026-09-15' });
  assert.deepEqual([result.principal, result.excess], ['100000.00', '0.00']);
});

test('two payments of one loan sent together are decided one after another', async () => {
  const loan = await flatLoan();
  const outcomes = await step(context, (scope) =>
    repayMany(scope, [
      { loanId: loan.id, amountSen: rupiah(118_000), channel: 'cash', on: '2026-09-20' as BusinessDate },
      { loanId: loan.id, amountSen: rupiah(118_000), channel: 'cash', on: '2026-10-20' as BusinessDate },
      { loanId: loan.id, amountSen: rupiah(5_000_000), channel: 'cash', on: '2026-10-20' as BusinessDate },
    ]),
  );
  assert.deepEqual(
    outcomes.map((one) => (one.outcome === 'done' ? one.result.remainingSen : one.error.reason)),
    [rupiah(1_100_000), rupiah(1_000_000), 'amount_over_debt'],
  );
});

test('the last payment settles the loan', async () => {
  const loan = await runningLoan(context, { productId, rupiah: 100_000, tenor: 1, on: '2026-10-20' as BusinessDate });
  const { result } = await repay(context, { loanId: loan.id, amount: '101500.00' });
  assert.equal(result.settled, true);
  assert.equal(result.remaining, '0.00');
  const error = await refusal(repay(context, { loanId: loan.id, amount: '1.00' }));
  assert.equal(error.reason, 'loan_settled');
});
