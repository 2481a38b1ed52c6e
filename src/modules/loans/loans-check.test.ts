import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { addMonths, type BusinessDate, parseDate } from '#kernel/dates';
import { testWorld } from '../../../test/support/world.ts';
import { loanWorld, runningLoan } from './loans.fixture.ts';
import { loansCheck } from './queries/loans-check.ts';
import { repay } from './repayments.ts';

const world = await testWorld();
const START = parseDate('2026-06-10');

/** A loan of which one instalment was paid. */
async function paidLoan() {
  const { context, productId } = await loanWorld(world);
  const loan = await runningLoan(context, { productId, rupiah: 1_200_000, tenor: 12, on: START, n: 1 });
  const on: BusinessDate = addMonths(START, 1);
  const { result } = await repay(context, { loanId: loan.id, amount: '118000.00', channel: 'cash', happenedOn: on });
  return { context, loan, eventId: result.id, check: () => loansCheck(context, {}) };
}

async function asSuperuser(statement: string, ...values: string[]): Promise<void> {
  const url = new URL(world.urls.adminUrl);
  url.pathname = `/${world.urls.database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  // A superuser can switch triggers and foreign keys off: the proof must not rest on them.
  await client.query('set session_replication_role = replica');
  await client.query(statement, values);
  await client.end();
}

test('sound loans are proved', async () => {
  const { check } = await paidLoan();
  assert.deepEqual(await check(), { loans: 1, mismatched: 0, firstBad: null });
});

const tamperings: [string, string, (of: { loan: string; event: string }) => string, RegExp][] = [
  [
    'an instalment that says it was paid',
    'update loans.instalment set paid_principal_sen = principal_sen where loan_id = $1 and no = 2',
    ({ loan }) => loan,
    /paid parts/,
  ],
  [
    'a payment without its parts',
    'delete from loans.allocation where event_id = $1',
    ({ event }) => event,
    /paid parts/,
  ],
  [
    'an instalment made smaller',
    'update loans.instalment set principal_sen = principal_sen - 1 where loan_id = $1 and no = 12',
    ({ loan }) => loan,
    /principal owed/,
  ],
  [
    'a loan that says it ended',
    `update loans.loan set status = 'settled', closed_on = disbursed_on where id = $1`,
    ({ loan }) => loan,
    /ended loan/,
  ],
  [
    'an event that tells another amount',
    'update loans.event set principal_sen = principal_sen + 1 where id = $1',
    ({ event }) => event,
    /differs from its entry/,
  ],
  [
    'an event whose entry is gone',
    'delete from ledger.entry where id = (select entry_id from loans.event where id = $1)',
    ({ event }) => event,
    /is gone/,
  ],
];

for (const [name, statement, target, why] of tamperings) {
  test(`tampering is told: ${name}`, async () => {
    const { loan, eventId, check } = await paidLoan();
    await asSuperuser(statement, target({ loan: loan.id, event: eventId }));
    const found = await check();
    assert.equal(found.mismatched, 1);
    assert.match(found.firstBad?.why ?? '', why);
    assert.equal(found.firstBad?.loan, loan.number);
  });
}
