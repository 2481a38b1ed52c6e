import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import sql from 'sql-template-tag';
import { findCooperative } from '#cooperatives';
import { signInStaff, surroundingsOf } from '#identity';
import { systemContext } from '#kernel/context';
import { parseDate } from '#kernel/dates';
import { balanceSheet, booksCheck, readPeriods, trialBalance } from '#ledger';
import { applicationList, interestCheck, loansCheck } from '#loans';
import { memberCounts } from '#members';
import { overview } from '#oversight';
import { unmatchedBankLines } from '#payments';
import { shuYears } from '#shu';
import { makeDemo } from '../../src/demo/index.ts';
import { read, testWorld } from '../support/world.ts';

const world = await testWorld({ today: '2026-11-21' });
const { database, clock } = world;

async function analyze(): Promise<void> {
  const client = new pg.Client({ connectionString: world.urls.ownerUrl });
  await client.connect();
  await client.query('analyze');
  await client.end();
}

const parts = { database, clock, analyze, progress: () => undefined };
const logins = await makeDemo(parts);

async function contextOf(slug: string) {
  const cooperative = await findCooperative(database, slug);
  assert.ok(cooperative);
  return systemContext({ database, clock, cooperative });
}

for (const slug of ['mekar-jaya', 'tani-makmur']) {
  test(`the books of ${slug} verify, and its statements balance`, async () => {
    const context = await contextOf(slug);
    const check = await booksCheck(context, {});
    assert.equal(check.firstBad, null, JSON.stringify(check));
    assert.ok(check.entries > 1000);
    for (const on of ['2024-12-31', '2025-12-31', '2026-11-21']) {
      const trial = await trialBalance(context, { on });
      const sheet = await balanceSheet(context, { on });
      assert.equal(trial.totals.debit, trial.totals.credit);
      assert.equal(sheet.totals.assets, sheet.totals.liabilitiesAndEquity);
    }
  });
}

test('the larger one has at least three hundred active members and work that waits', async () => {
  const counts = await memberCounts(await contextOf('mekar-jaya'), {});
  assert.ok(counts.active >= 300, JSON.stringify(counts));
  assert.deepEqual([counts.applied, counts.suspended, counts.exited], [3, 1, 2]);
});

test('it lends: loans in every state, and applications and contracts at every stage before the money', async () => {
  const context = await contextOf('mekar-jaya');
  const states = await read(context, (scope) =>
    scope.tx.rows<{ state: string; loans: bigint }>(sql`
      select case when l.status = 'active' then l.collectability else l.status end as state, count(*) as loans
        from loans.loan l where l.cooperative_id = ${scope.cooperativeId} group by 1`),
  );
  const count = (state: string) => Number(states.find((one) => one.state === state)?.loans ?? 0n);
  for (const state of ['signed', 'settled', 'written_off', 'current', 'loss']) assert.ok(count(state) > 0, state);
  assert.ok(count('special_mention') + count('substandard') + count('doubtful') > 0, JSON.stringify(states, String));
  const stages = new Set((await applicationList(context, { limit: 200 })).items.map(({ status }) => status));
  for (const stage of ['submitted', 'in_committee', 'approved', 'contracted'] as const)
    assert.ok(stages.has(stage), stage);
});

test('interest computed again from agreements and payments is what was booked, for every loan on any date', async () => {
  const context = await contextOf('mekar-jaya');
  const loans = await loansCheck(context, {});
  assert.equal(loans.firstBad, null, JSON.stringify(loans));
  for (const on of ['2024-08-31', '2025-02-28', '2025-09-17', '2025-12-31', '2026-06-30', '2026-11-09', '2026-11-21']) {
    const check = await interestCheck(context, { on });
    assert.deepEqual([check.differing, check.booked], [0, check.expected], JSON.stringify(check.faults.slice(0, 3)));
    assert.ok(check.loans > 0, on);
  }
});

test('its treasurer closed two years and shared their surplus; the last month and bank lines wait', async () => {
  const context = await contextOf('mekar-jaya');
  const years = (await shuYears(context, {})).map(({ year, step, resolutionNumber }) => [year, step, resolutionNumber]);
  assert.deepEqual(years, [
    [2026, 'open', null],
    [2025, 'approved', '01/RAT/2026'],
    [2024, 'approved', '01/RAT/2025'],
  ]);
  const months = (await read(context, readPeriods)).filter(({ status }) => status === 'open');
  assert.deepEqual(
    months.map(({ startsOn }) => startsOn),
    ['2026-10-01', '2026-11-01'],
  );
  const [bank] = await read(context, (scope) => unmatchedBankLines(scope, parseDate('2026-11-01')));
  assert.equal(bank?.lines, 5);
  const { decisions } = await overview(context, {});
  assert.ok(decisions.some(({ code }) => code === 'month_open'));
});

test('everybody who is printed can sign in', async () => {
  const visitor = { address: '127.0.0.1', deviceTokens: [], deviceLabel: 'Uji', remember: false };
  for (const { cooperative, username, password } of logins) {
    const signedIn = await signInStaff(surroundingsOf(database, clock), { cooperative, username, password }, visitor);
    assert.equal(signedIn.cooperative?.slug, cooperative, username);
  }
  assert.equal(logins.length, 10);
});

test('made again, nothing changes', async () => {
  const before = await booksCheck(await contextOf('mekar-jaya'), {});
  await makeDemo(parts);
  assert.deepEqual(await booksCheck(await contextOf('mekar-jaya'), {}), before);
});
