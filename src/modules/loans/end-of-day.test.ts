import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { addDays, type BusinessDate, parseDate } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import { booksCheck } from '#ledger';
import { read, step, testWorld } from '../../../test/support/world.ts';
import { closeDays } from './commands/end-of-day.ts';
import { loanWorld, runningLoan } from './loans.fixture.ts';
import { dayRuns } from './queries/day-runs.ts';
import { readLoans } from './store/loans.ts';

const world = await testWorld();
const START = parseDate('2026-03-10');

/** The same cooperative at nine in the morning of a day. */
function at(context: Context, on: BusinessDate): Context {
  return { ...context, clock: { now: () => new Date(`${on}T02:00:00Z`), today: () => on } };
}

async function lender() {
  const { context, productId } = await loanWorld(world);
  const loan = await runningLoan(context, { productId, rupiah: 12_000_000, tenor: 12, on: START, n: 1 });
  const facts = async () => {
    const found = (await read(context, (scope) => readLoans(scope, [loan.id]))).get(loan.id);
    assert.ok(found);
    return found;
  };
  return { context, productId, loan, facts };
}

test('interest is earned at the end of a month and on the due date, on business dates of those days', async () => {
  const { context, facts } = await lender();
  await closeDays(at(context, parseDate('2026-04-01')));
  // 180,000 a month; 21 of 31 days by the end of March.
  assert.equal(formatDecimal((await facts()).receivableSen), '121935.48');
  await closeDays(at(context, parseDate('2026-04-11')));
  assert.equal(formatDecimal((await facts()).receivableSen), '180000.00');
  assert.equal((await facts()).daysPastDue, 0);
  const { runs, lastDone, waiting } = await dayRuns(at(context, parseDate('2026-04-11')), {});
  assert.equal(lastDone, '2026-04-10');
  assert.equal(waiting, null);
  assert.deepEqual(
    runs.filter(({ counts }) => counts.accrual?.changed).map(({ on }) => on),
    ['2026-04-10', '2026-03-31'],
  );
  assert.equal((await booksCheck(context, {})).firstBad, null);
});

test('a day that is closed twice changes nothing, and no day is closed before it is over', async () => {
  const { context, facts } = await lender();
  const morning = at(context, parseDate('2026-04-01'));
  const first = await closeDays(morning);
  assert.equal(first.length, 22);
  const before = await booksCheck(context, {});
  assert.deepEqual(await closeDays(morning), []);
  assert.equal((await booksCheck(context, {})).entries, before.entries);
  await assert.rejects(closeDays(morning, { through: parseDate('2026-04-02') }), { reason: 'day_not_over' });
  const closing = await closeDays(morning, { through: parseDate('2026-04-01') });
  assert.deepEqual(
    closing.map(({ on }) => on),
    ['2026-04-01'],
  );
  assert.equal((await facts()).status, 'active');
});

test('a loan that is not paid grows late day by day, is charged, and stops earning when it stops performing', async () => {
  const { context, facts } = await lender();
  await closeDays(at(context, parseDate('2026-04-15')));
  // Due on the 10th, three days of grace: charged on the 14th for the first time, 0.1 % of 1,180,000.
  assert.equal((await facts()).daysPastDue, 4);
  assert.equal((await facts()).performing, true);
  await closeDays(at(context, addDays(START, 150)));
  const late = await facts();
  assert.equal(late.performing, false);
  assert.equal(late.collectability, 'substandard');
  assert.equal(late.receivableSen, 0n);
  assert.equal((await booksCheck(context, {})).firstBad, null);
});

test('two runners of the same days take turns: nothing is done twice', async () => {
  const { context, facts } = await lender();
  const morning = at(context, parseDate('2026-05-01'));
  await Promise.all([closeDays(morning), closeDays(morning), closeDays(morning)]);
  // All of April's instalment, and 20 of 30 days of May's.
  assert.equal(formatDecimal((await facts()).receivableSen), '300000.00');
  assert.equal((await booksCheck(context, {})).firstBad, null);
});

test('each day leaves the figures of the portfolio as it stood at its end, also when it is caught up later', async () => {
  const { context, productId, facts } = await lender();
  await closeDays(at(context, parseDate('2026-04-13')));
  const rows = await read(context, (scope) =>
    scope.tx.rows<Record<string, unknown>>(sql`
      select f.business_date as "on", f.product_id as "productId", f.loans, f.outstanding_sen as outstanding, f.par1_sen as par1,
             f.overdue_interest_sen as overdue, f.receivable_sen as receivable, f.disbursed_sen as disbursed,
             f.allowance_sen as allowance
        from loans.figures f
       where f.cooperative_id = ${scope.cooperativeId} and f.business_date in ('2026-03-10', '2026-03-31', '2026-04-12')
       order by 1`),
  );
  const same = {
    productId,
    loans: 1,
    outstanding: 1_200_000_000n,
    par1: 0n,
    overdue: 0n,
    receivable: 0n,
    disbursed: 0n,
  };
  const allowance = rows[0]?.['allowance'];
  assert.deepEqual(rows, [
    { ...same, on: '2026-03-10', disbursed: 1_200_000_000n, allowance },
    { ...same, on: '2026-03-31', receivable: 12_193_548n, allowance },
    {
      ...same,
      on: '2026-04-12',
      par1: 1_200_000_000n,
      overdue: 18_000_000n,
      receivable: 18_000_000n,
      allowance: rows[2]?.['allowance'],
    },
  ]);
  assert.equal((await facts()).daysPastDue, 2);
});

test('a day that is stopped says why, and goes on where it stood once the cause is gone', async () => {
  const { context, facts } = await lender();
  await closeDays(at(context, parseDate('2026-03-31')));
  const setMarch = (status: string) =>
    step(context, (scope) =>
      scope.tx.run(sql`
        update ledger.period set status = ${status} where cooperative_id = ${scope.cooperativeId} and starts_on = '2026-03-01'`),
    );
  const morning = at(context, parseDate('2026-04-02'));
  await setMarch('closed');
  await assert.rejects(closeDays(morning), { reason: 'period_closed' });
  const { runs, lastDone, waiting } = await dayRuns(morning, {});
  assert.deepEqual([lastDone, waiting], ['2026-03-30', '2026-03-31']);
  assert.deepEqual([runs[0]?.status, runs[0]?.stoppedReason], ['running', 'period_closed']);
  assert.match(runs[0]?.stoppedText ?? '', /sudah ditutup/);
  await setMarch('open');
  await closeDays(morning);
  assert.equal((await dayRuns(morning, {})).runs.find(({ on }) => on === '2026-03-31')?.stoppedReason, null);
  assert.equal(formatDecimal((await facts()).receivableSen), '121935.48');
});
