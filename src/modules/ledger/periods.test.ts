import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import type { BusinessDate } from '#kernel/dates';
import { read, step, testWorld } from '../../../test/support/world.ts';
import { generalAccountIds, post } from './accounts.ts';
import { holdPostings, lastEntryNumber, readPeriods, setClosedDays, setPeriodStatus } from './periods.ts';

const world = await testWorld();
const day = (text: string) => text as BusinessDate;

function rent(context: Context, on: string, amountSen = 100_000n) {
  return step(context, async (scope) => {
    const ids = await generalAccountIds(scope, ['6.1.10', '1.1.05']);
    return await post(scope, [
      {
        description: 'Sewa',
        businessDate: day(on),
        source: 'ledger.entry',
        lines: [
          { accountId: ids.get('6.1.10') ?? '', amountSen },
          { accountId: ids.get('1.1.05') ?? '', amountSen: -amountSen },
        ],
      },
    ]);
  });
}

test('days that are closed take no entry, those after them do, and opening the month opens its days', async () => {
  const context = await world.cooperative();
  await step(context, (scope) =>
    setClosedDays(scope, { startsOn: day('2026-11-01'), closedBefore: day('2026-11-11') }),
  );
  await assert.rejects(rent(context, '2026-11-10'), { reason: 'day_closed' });
  await rent(context, '2026-11-11');
  await step(context, (scope) => setClosedDays(scope, { startsOn: day('2026-11-01'), closedBefore: null }));
  await rent(context, '2026-11-10');
  assert.equal(await read(context, lastEntryNumber), 2n);
});

test('a closed month takes no entry until it is open again; a locked one never opens again', async () => {
  const context = await world.cooperative();
  const march = day('2026-03-01');
  await step(context, (scope) => setPeriodStatus(scope, { startsOn: march, status: 'closed' }));
  await assert.rejects(rent(context, '2026-03-31'), { reason: 'period_closed' });
  await step(context, (scope) => setPeriodStatus(scope, { startsOn: march, status: 'open' }));
  await rent(context, '2026-03-31');
  await step(context, (scope) => setPeriodStatus(scope, { startsOn: march, status: 'locked' }));
  await assert.rejects(
    step(context, (scope) => setPeriodStatus(scope, { startsOn: march, status: 'open' })),
    { reason: 'period_locked' },
  );
  await assert.rejects(
    step(context, (scope) => setPeriodStatus(scope, { startsOn: day('1999-01-01'), status: 'closed' })),
    { reason: 'period_unknown' },
  );
});

test('who types SQL as the program neither posts into a closed day nor opens a locked month', async () => {
  const context = await world.cooperative();
  await step(context, (scope) =>
    setClosedDays(scope, { startsOn: day('2026-11-01'), closedBefore: day('2026-11-11') }),
  );
  const [entry] = await rent(context, '2026-11-12');
  await assert.rejects(
    step(context, (scope) =>
      scope.tx.run(sql`
        insert into ledger.entry (cooperative_id, id, number, business_date, happened_at, written_at, description, source, line_count, command_id)
        select cooperative_id, gen_random_uuid(), number + 1, '2026-11-10', happened_at, written_at, description, source, line_count, command_id
          from ledger.entry where cooperative_id = ${scope.cooperativeId} and id = ${entry?.id}`),
    ),
    { constraint: 'period_open' },
  );
  await step(context, (scope) => setPeriodStatus(scope, { startsOn: day('2026-03-01'), status: 'locked' }));
  await assert.rejects(
    step(context, (scope) =>
      scope.tx.run(sql`
        update ledger.period set status = 'open' where cooperative_id = ${scope.cooperativeId} and starts_on = '2026-03-01'`),
    ),
    { constraint: 'period_locked' },
  );
});

test('whoever closes waits for the postings before it, and postings wait for the close', async () => {
  const context = await world.cooperative();
  await rent(context, '2026-11-01');
  const order: string[] = [];
  const closing = step(context, async (scope) => {
    assert.equal(await holdPostings(scope), 1n);
    order.push('held');
    await setPeriodStatus(scope, { startsOn: day('2026-11-01'), status: 'closed' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    order.push('closed');
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await assert.rejects(rent(context, '2026-11-02'), { reason: 'period_closed' });
  order.push('refused');
  await closing;
  assert.deepEqual(order, ['held', 'closed', 'refused']);
  const periods = await read(context, readPeriods);
  assert.deepEqual(
    periods.filter(({ status }) => status !== 'open').map(({ startsOn }) => startsOn),
    ['2026-11-01'],
  );
});
