import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { formatDecimal, rupiah } from '#kernel/money';
import { generalAccountId, post } from '#ledger';
import { step, testWorld } from '../../../test/support/world.ts';
import { balanceOf as saved } from '../savings/savings.fixture.ts';
import { repay, repayMany } from './commands/repay.ts';
import { loanWorld, runningLoan, testProduct } from './loans.fixture.ts';
import { entryLines, loanState, refusal } from './repay.fixture.ts';

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

test('money beyond the instalment pays the next ones, interest first, where the product says so', async () => {
  const product = await testProduct(context, 'PN', { excess: 'next_instalment' });
  const loan = await flatLoan('2026-10-20' as BusinessDate, product);
  const { result } = await repay(context, { loanId: loan.id, amount: '150000.00' });
  assert.deepEqual([result.principal, result.interest, result.excess], ['114000.00', '36000.00', '0.00']);
  assert.deepEqual([result.nextDueOn, result.nextDue], ['2026-12-20', '86000.00']);
});

test('money beyond the instalment goes off the principal, and a shorter plan keeps the instalment', async () => {
  const product = await testProduct(context, 'PT', {
    excess: 'principal',
    calculation: {
      rate: { periodPercent: '1' },
      method: 'annuity',
      frequency: { every: 1, unit: 'month' },
      prepayment: 'reduce_term',
    },
  });
  const loan = await flatLoan('2026-10-20' as BusinessDate, product);
  const before = await loanState(context, loan.id);
  const instalment = (before.rows[0]?.principalSen ?? 0n) + (before.rows[0]?.interestSen ?? 0n);
  const { result } = await repay(context, { loanId: loan.id, amount: '500000.00' });
  const after = await loanState(context, loan.id);
  assert.equal(after.loan.version, 2);
  assert.ok(after.rows.length < before.rows.length);
  const next = after.rows[1];
  assert.equal((next?.principalSen ?? 0n) + (next?.interestSen ?? 0n), instalment);
  const open = after.rows.reduce((sum, row) => sum + row.principalSen - row.paidPrincipalSen, 0n);
  assert.equal(formatDecimal(open), result.remaining);
  assert.equal(open, after.loan.outstandingSen);
});

test('a declining and an annuity loan book what their plan says, to the sen', async () => {
  for (const [code, method, lines] of [
    [
      'PM',
      'equal_principal',
      [
        ['1.1.01', '112000.00'],
        ['1.1.20', '-100000.00'],
        ['4.1.01', '-12000.00'],
      ],
    ],
    [
      'PA',
      'annuity',
      [
        ['1.1.01', '106618.55'],
        ['1.1.20', '-94618.55'],
        ['4.1.01', '-12000.00'],
      ],
    ],
  ] as const) {
    const product = await testProduct(context, code, {
      calculation: { rate: { periodPercent: '1' }, method, frequency: { every: 1, unit: 'month' } },
    });
    const loan = await flatLoan('2026-10-20' as BusinessDate, product);
    const { result } = await repay(context, { loanId: loan.id, amount: lines[0][1] });
    assert.deepEqual(await entryLines(context, result.entryId), lines);
  }
});

test('interest that the books have earned is paid before income is booked again, and is emptied when the loan ends', async () => {
  const loan = await runningLoan(context, { productId, rupiah: 100_000, tenor: 1, on: '2026-10-20' as BusinessDate });
  const { loan: facts } = await loanState(context, loan.id);
  await step(context, async (scope) => {
    const income = await generalAccountId(scope, '4.1.01');
    const lines = [
      { accountId: facts.interestAccountId, amountSen: 100_000n },
      { accountId: income, amountSen: -100_000n },
    ];
    await post(scope, [{ description: 'Jasa berjalan', businessDate: scope.today, source: 'loans.accrual', lines }]);
  });
  const { result } = await repay(context, { loanId: loan.id, amount: '101500.00' });
  assert.deepEqual(await entryLines(context, result.entryId), [
    ['1.1.01', '101500.00'],
    ['1.1.20', '-100000.00'],
    ['1.1.30', '-1000.00'],
    ['4.1.01', '-500.00'],
  ]);
});

test('with daily interest, paying ten days late costs ten days more, and ten days early saves them', async () => {
  const product = await testProduct(context, 'PH', {
    penalty: { kind: 'none' },
    calculation: {
      rate: { annualPercent: '36.5' },
      method: 'equal_principal',
      dayCount: 'actual/365',
      interestPeriod: 'daily',
      frequency: { every: 1, unit: 'month' },
    },
  });
  // 1,200,000 at 0.1 percent a day: 31 days from 20 August are 37,200; the principal is 100,000 a month.
  const late = await flatLoan(EARLY, product);
  const before = await loanState(context, late.id);
  const { result } = await repay(context, { loanId: late.id, amount: '137200.00', happenedOn: '2026-09-30' });
  assert.deepEqual([result.principal, result.interest], ['100000.00', '37200.00']);
  const after = await loanState(context, late.id);
  assert.equal((after.rows[1]?.interestSen ?? 0n) - (before.rows[1]?.interestSen ?? 0n), 100_000n);
  const early = await flatLoan(EARLY, product);
  const paid = await repay(context, { loanId: early.id, amount: '136200.00', happenedOn: '2026-09-10' });
  assert.deepEqual(
    [paid.result.principal, paid.result.interest, paid.result.excess],
    ['100000.00', '36200.00', '0.00'],
  );
});
