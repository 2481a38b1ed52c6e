import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { setParameter } from '#cooperatives';
import { chartOfAccounts } from '#ledger';
import { asStaff, read, step, testWorld } from '../../../../test/support/world.ts';
import { saveDraft } from '../journal/index.ts';
import { dayBlockers, monthBlockers, proofBlockers } from './blockers.ts';
import { closeMonths, day, enter, heldOf, newBooks } from './closing.fixture.ts';
import { closeMonth, reopenMonth } from './months.ts';
import { CLOSING_DEFAULTS } from './settings.ts';
import { readActs } from './store.ts';

const world = await testWorld();
const JANUARY = { startsOn: day('2026-01-01'), endsBefore: day('2026-02-01') };

test('money that nobody has identified is a warning that asks for a reason, and the reason is kept', async () => {
  const context = await newBooks(world, { today: '2026-02-10' });
  await enter(context, [{ on: '2026-01-05', debit: '1.1.05', credit: '2.1.07', amountSen: 150_000n }]);
  const [warning, ...more] = await read(context, (scope) => monthBlockers(scope, JANUARY));
  assert.deepEqual([warning?.code, warning?.severity, more.length], ['suspense_2_1_07', 'warn', 0]);
  const missing = await closeMonth(context, { startsOn: '2026-01-01' }).catch((error) => error);
  assert.deepEqual([missing.reason, missing.fields[0].field], ['warning_not_accepted', 'reason.suspense_2_1_07']);
  const accepted = [{ code: 'suspense_2_1_07', reason: 'transfer belum diakui siapa pun' }];
  await closeMonth(context, { startsOn: '2026-01-01', accepted });
  const [act] = await read(context, (scope) =>
    readActs(scope, { from: day('2026-01-01'), before: day('2026-02-01'), limit: 1 }),
  );
  assert.deepEqual(
    act?.accepted.map(({ code, reason }) => [code, reason]),
    [['suspense_2_1_07', 'transfer belum diakui siapa pun']],
  );
});

test('which lines should be empty is a parameter of the cooperative', async () => {
  const context = await newBooks(world, { today: '2026-02-10' });
  await enter(context, [{ on: '2026-01-05', debit: '1.1.05', credit: '2.1.41', amountSen: 500n }]);
  assert.deepEqual(await read(context, (scope) => monthBlockers(scope, JANUARY)), []);
  const value = ['2.1.41'];
  await setParameter(context, {
    name: 'books.suspense_accounts',
    effectiveFrom: '2026-01-01',
    value,
    legalBasis: 'Keputusan pengurus',
  });
  const found = await read(context, (scope) => monthBlockers(scope, JANUARY));
  assert.deepEqual(
    found.map(({ code }) => code),
    ['suspense_2_1_41'],
  );
});

test('a request that waits for a second person is a warning, one to open a month again is not', async () => {
  const context = await newBooks(world, { today: '2026-03-10' });
  await closeMonths(context, '2026-01-01', 1);
  await heldOf(reopenMonth(asStaff(context), { startsOn: '2026-01-01', reason: 'nota' }));
  const february = { startsOn: day('2026-02-01'), endsBefore: day('2026-04-01') };
  assert.deepEqual(await read(context, (scope) => monthBlockers(scope, february)), []);
  const freeze = (command: string) =>
    step(context, (scope) =>
      scope.tx.run(sql`
        insert into kernel.approval (cooperative_id, id, command, payload, payload_hash, rule, summary, permission, maker_id, maker_name, requested_at)
        values (${scope.cooperativeId}, gen_random_uuid(), ${command}, '{}', ${Buffer.alloc(32)}, 'x', 'x', 'ledger.post',
                ${scope.context.actor.personId}, 'Uji', ${scope.now})`),
    );
  await freeze('savings.withdraw');
  await freeze('ledger.postEntry');
  const found = await read(context, (scope) => monthBlockers(scope, february));
  assert.deepEqual(
    found.map(({ code, severity, count }) => [code, severity, count]),
    [
      ['journal_waits', 'stop', 1],
      ['approval_waits', 'warn', 1],
    ],
  );
});

test('a draft of a journal of these days is in the way, one without a date is worth a look', async () => {
  const context = await newBooks(world, { today: '2026-02-10' });
  const drafts = (happenedOn: string | null) => saveDraft(context, { happenedOn, description: 'Nota', lines: [] });
  await drafts('2026-02-01');
  assert.deepEqual(await read(context, (scope) => monthBlockers(scope, JANUARY)), []);
  await drafts('2026-01-31');
  await drafts(null);
  const found = await read(context, (scope) => monthBlockers(scope, JANUARY));
  assert.deepEqual(
    found.map(({ code, severity, count }) => [code, severity, count]),
    [
      ['journal_drafts', 'stop', 1],
      ['journal_drafts_undated', 'warn', 1],
    ],
  );
  const lastDay = { startsOn: day('2026-01-20'), endsBefore: day('2026-02-01') };
  const ofDays = (endsBefore: string) =>
    read(context, (scope) => dayBlockers(scope, { ...lastDay, endsBefore: day(endsBefore) }));
  assert.deepEqual(
    (await ofDays('2026-02-01')).map(({ code }) => code),
    ['journal_drafts'],
  );
  assert.deepEqual(await ofDays('2026-01-31'), []);
});

test('an inter-branch account that is not nought is in the way', async () => {
  const context = await newBooks(world, { today: '2026-02-10' });
  await enter(context, [{ on: '2026-01-05', debit: '1.1.60', credit: '1.1.05', amountSen: 500n }]);
  const [stop] = await read(context, (scope) => monthBlockers(scope, JANUARY));
  assert.deepEqual([stop?.code, stop?.severity], ['interbranch_not_zero', 'stop']);
});

test('books that were tampered with are not closed', async () => {
  const context = await newBooks(world, { today: '2026-02-10' });
  await enter(context, [{ on: '2026-01-05', debit: '1.1.05', credit: '4.1.01', amountSen: 500n }]);
  assert.deepEqual(await read(context, proofBlockers), []);
  await step(context, (scope) =>
    scope.tx.run(sql`update ledger.counter set next_number = 9 where cooperative_id = ${scope.cooperativeId}`),
  );
  const [stop] = await read(context, proofBlockers);
  assert.deepEqual([stop?.code, stop?.severity], ['books_mismatch', 'stop']);
  await assert.rejects(closeMonth(context, { startsOn: '2026-01-01' }), { reason: 'close_blocked' });
});

test('the accounts that closing works with are in the chart of either template', async () => {
  for (const template of ['ksp', 'konsumen'] as const) {
    const context = await newBooks(world, { template });
    const chart = new Set((await chartOfAccounts(context, {})).map(({ code }) => code));
    const { surplus, undivided, summary, suspense } = CLOSING_DEFAULTS[template];
    for (const code of [surplus, undivided, summary ?? surplus, ...suspense]) assert.ok(chart.has(code), code);
  }
});
