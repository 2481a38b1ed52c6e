import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { setParameter } from '#cooperatives';
import type { Context } from '#kernel/context';
import { type BusinessDate, parseDate } from '#kernel/dates';
import { booksCheck } from '#ledger';
import { deposit } from '#savings';
import { read, testWorld } from '../../../test/support/world.ts';
import { balanceOf, saver } from '../savings/savings.fixture.ts';
import { closeDays } from './commands/end-of-day.ts';
import { loanWorld, runningLoan } from './loans.fixture.ts';
import { readLoans } from './store/loans.ts';

const world = await testWorld();
const [START, DUE] = [parseDate('2026-03-10'), parseDate('2026-04-10')];

function at(context: Context, on: BusinessDate): Context {
  return { ...context, clock: { now: () => new Date(`${on}T02:00:00Z`), today: () => on } };
}

/** A loan of twelve instalments of 1,180,000 that a saving pays, and what the saving holds. */
async function ordered(saved: string) {
  const { context, productId } = await loanWorld(world);
  const borrower = await saver(at(context, START));
  const made = { productId, rupiah: 12_000_000, tenor: 12, on: START, saver: borrower, standingOrder: true };
  const loan = await runningLoan(context, made);
  await deposit(at(context, START), { accountId: loan.borrower.SS, amount: saved });
  return { context, loan };
}

function shortfalls(context: Context) {
  return read(context, (scope) =>
    scope.tx.rows<{ on: string; due: bigint; paid: bigint; reason: string }>(sql`
      select s.business_date as "on", s.due_sen as due, s.paid_sen as paid, s.reason from loans.standing_order_shortfall s
       where s.cooperative_id = ${scope.cooperativeId} order by 1`),
  );
}

async function loanOf(context: Context, id: string) {
  const loan = (await read(context, (scope) => readLoans(scope, [id]))).get(id);
  assert.ok(loan);
  return loan;
}

test('a saving pays the instalment at the end of its due date, once', async () => {
  const { context, loan } = await ordered('5000000.00');
  await closeDays(at(context, DUE));
  assert.equal((await loanOf(context, loan.id)).outstandingSen, 12_000_000_00n);
  await closeDays(at(context, parseDate('2026-04-12')));
  const paid = await loanOf(context, loan.id);
  assert.equal(paid.outstandingSen, 11_000_000_00n);
  assert.equal(paid.nextDueOn, '2026-05-10');
  assert.equal(paid.daysPastDue, 0);
  assert.equal(await balanceOf(context, loan.borrower, loan.borrower.SS), '3820000.00');
  assert.deepEqual(await shortfalls(context), []);
  assert.equal((await booksCheck(context, {})).firstBad, null);
});

test('a saving that holds too little pays what is there, and the rest is written down each day until it is paid', async () => {
  const { context, loan } = await ordered('500000.00');
  await closeDays(at(context, parseDate('2026-04-12')));
  const kept = await balanceOf(context, loan.borrower, loan.borrower.SS);
  const found = await shortfalls(context);
  assert.deepEqual(
    found.map(({ on, due, reason }) => ({ on, due, reason })),
    [
      { on: '2026-04-10', due: 118_000_000n, reason: 'balance_not_enough' },
      { on: '2026-04-11', due: 118_000_000n - (found[0]?.paid ?? 0n), reason: 'balance_not_enough' },
    ],
  );
  // What must stay in the saving stays.
  assert.equal(BigInt(kept.replace('.', '')) + (found[0]?.paid ?? 0n), 50_000_000n);
  await deposit(at(context, parseDate('2026-04-12')), { accountId: loan.borrower.SS, amount: '2000000.00' });
  await closeDays(at(context, parseDate('2026-04-13')));
  assert.equal((await loanOf(context, loan.id)).nextDueOn, '2026-05-10');
  assert.equal((await shortfalls(context)).length, 2);
});

test('where the cooperative says all or nothing, a saving that holds too little pays nothing', async () => {
  const { context, loan } = await ordered('500000.00');
  const legalBasis = 'Persus pasal 9';
  const value = { partial: false };
  await setParameter(context, { name: 'loans.standing_order', effectiveFrom: '2026-01-01', value, legalBasis });
  await closeDays(at(context, parseDate('2026-04-11')));
  assert.equal((await loanOf(context, loan.id)).outstandingSen, 12_000_000_00n);
  assert.equal((await shortfalls(context))[0]?.paid, 0n);
});
