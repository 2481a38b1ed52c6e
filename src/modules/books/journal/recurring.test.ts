import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fixedClock } from '#kernel/clock';
import type { Context } from '#kernel/context';
import { parseDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { editChartLine, entryDetail, journal, reversePostedEntry, setPeriodStatus } from '#ledger';
import { asStaff, read, step, testWorld } from '../../../../test/support/world.ts';
import {
  addRecurring,
  dueJournals,
  dueRecurring,
  journalJobs,
  postJournal,
  recurringEntries,
  recurringEntry,
  runDueJournals,
  skipDue,
  stopRecurring,
} from './index.ts';
import { approve, bill, heldBy, line, setLimit } from './journal.fixture.ts';

const world = await testWorld();
const on = (context: Context, today: string): Context => ({ ...context, clock: fixedClock(today) });

const rent = {
  description: 'Sewa kantor',
  lines: [line('6.1.10', 1_500_000), line('1.1.05', -1_500_000)],
  every: 'month',
  startsOn: '2026-09-30',
};
const plan = (context: Context, changes: object = {}) => addRecurring(context, { ...rent, ...changes });
const dates = async (context: Context) =>
  (await journal(context, {})).items.map(({ businessDate, description }) => `${businessDate} ${description}`);

describe('a recurring entry', () => {
  test('is posted under each of its due dates, and a second run posts nothing', async () => {
    const context = await world.cooperative();
    const { result } = await plan(context);
    assert.deepEqual((await runDueJournals(context, {})).result, { posted: 2, reversed: 0, refused: [] });
    assert.deepEqual((await runDueJournals(context, {})).result, { posted: 0, reversed: 0, refused: [] });
    assert.deepEqual(await dates(context), ['2026-10-30 Sewa kantor', '2026-09-30 Sewa kantor']);
    const found = await recurringEntry(context, { recurringId: result.id });
    assert.deepEqual(
      [found.amount, found.runs.map(({ dueOn }) => dueOn)],
      ['1500000.00', ['2026-10-30', '2026-09-30']],
    );
  });

  test('run twice at once is posted once, and the daily job runs it too', async () => {
    const context = await world.cooperative();
    await plan(context);
    await Promise.all([runDueJournals(context, {}), journalJobs[0]?.run(context, {}), runDueJournals(context, {})]);
    assert.equal((await dates(context)).length, 2);
  });

  test('of a closed month stays due with its reason, and stands in the way until it is passed over', async () => {
    const context = await world.cooperative();
    const { result: made } = await plan(context);
    await step(context, (scope) => setPeriodStatus(scope, { startsOn: parseDate('2026-09-01'), status: 'closed' }));
    const { result } = await runDueJournals(context, {});
    assert.equal(result.posted, 1);
    assert.deepEqual(
      result.refused.map(({ dueOn, reason }) => [dueOn, reason]),
      [['2026-09-30', 'period_closed']],
    );
    const waiting = await dueJournals(context, {});
    assert.match(waiting.due[0]?.refusal ?? '', /sudah ditutup/);
    const blocked = await read(context, (scope) => dueRecurring(scope, parseDate('2026-10-01')));
    assert.deepEqual(
      blocked.map(({ kind, dueOn }) => [kind, dueOn]),
      [['recurring', '2026-09-30']],
    );
    const skip = { kind: 'recurring', id: made.id, dueOn: '2026-09-30', reason: 'Sudah dicatat dengan tangan' };
    await skipDue(context, skip);
    await assert.rejects(skipDue(context, skip), { reason: 'due_not_there' });
    await assert.rejects(skipDue(context, { ...skip, dueOn: '2026-11-30' }), { reason: 'due_not_there' });
    assert.deepEqual(await read(context, (scope) => dueRecurring(scope, parseDate('2026-10-01'))), []);
  });

  test('whose account was retired is told, and the others go on', async () => {
    const context = await world.cooperative();
    await plan(context);
    await plan(context, { description: 'Listrik', lines: bill().lines });
    await editChartLine(context, { code: '6.1.10', name: 'Beban Sewa', active: false });
    const { result } = await runDueJournals(context, {});
    assert.deepEqual(
      [result.posted, result.refused.map(({ reason }) => reason)],
      [2, ['account_retired', 'account_retired']],
    );
  });

  test('stops once, from its day on', async () => {
    const context = await world.cooperative();
    const { result } = await plan(context);
    await stopRecurring(context, { recurringId: result.id, fromDay: '2026-10-01', reason: 'Pindah kantor' });
    await assert.rejects(stopRecurring(context, { recurringId: result.id, reason: 'Lagi' }), {
      reason: 'recurring_stopped',
    });
    await assert.rejects(stopRecurring(context, { recurringId: newId(), reason: 'Apa' }), {
      reason: 'recurring_unknown',
    });
    await runDueJournals(context, {});
    assert.deepEqual(await dates(context), ['2026-09-30 Sewa kantor']);
    assert.deepEqual(
      (await recurringEntries(context, {})).map(({ stoppedFrom }) => stoppedFrom),
      ['2026-10-01'],
    );
  });

  const wrong: [string, object, string][] = [
    ['ends before it begins', { endsOn: '2026-09-01' }, 'input_invalid'],
    ['begins more than a year ago', { startsOn: '2024-01-01' }, 'recurring_long_ago'],
    ['is not balanced', { lines: [line('6.1.10', 5), line('1.1.05', -4)] }, 'entry_unbalanced'],
    ['names an account that is not there', { lines: [line('9.9', 5), line('1.1.05', -5)] }, 'account_unknown'],
  ];
  for (const [what, changes, reason] of wrong) {
    test(`that ${what} is refused`, async () => {
      await assert.rejects(plan(await world.cooperative(), changes), { reason });
    });
  }

  test('above the limit is agreed to once, as a plan, and then runs by itself', async () => {
    const context = await world.cooperative();
    await setLimit(context, '1000000.00');
    const maker = asStaff(context, undefined, 'Akuntan');
    const held = await heldBy(plan(maker));
    assert.deepEqual(await recurringEntries(context, {}), []);
    await approve(context, held);
    assert.equal((await runDueJournals(context, {})).result.posted, 2);
  });
});

describe('an accrual that turns round', () => {
  test('is reversed on the first day of the next month, and a second run reverses nothing', async () => {
    const context = await world.cooperative();
    const { result } = await postJournal(context, { ...bill('2026-10-31'), turnsRound: true });
    const before = await dueJournals(on(context, '2026-10-31'), {});
    assert.deepEqual([before.due.length, before.coming.map(({ dueOn }) => dueOn)], [0, ['2026-11-01']]);
    assert.deepEqual((await runDueJournals(context, {})).result, { posted: 0, reversed: 1, refused: [] });
    assert.equal((await runDueJournals(context, {})).result.reversed, 0);
    const detail = await entryDetail(context, { id: result.id });
    const reversal = await entryDetail(context, { id: detail.reversedById ?? '' });
    assert.deepEqual([reversal.businessDate, reversal.reason], ['2026-11-01', 'Jurnal balik otomatis']);
  });

  test('reversed by hand before is not reversed again', async () => {
    const context = await world.cooperative();
    const { result } = await postJournal(context, { ...bill('2026-10-31'), turnsRound: true });
    await reversePostedEntry(context, { entryId: result.id, reason: 'Salah' });
    assert.equal((await runDueJournals(context, {})).result.reversed, 0);
    assert.deepEqual((await dueJournals(context, {})).due, []);
  });

  test('waits while its day is closed, stands in the way of a close, and can be given up', async () => {
    const context = await world.cooperative();
    const { result } = await postJournal(context, { ...bill('2026-09-30'), turnsRound: true });
    await step(context, (scope) => setPeriodStatus(scope, { startsOn: parseDate('2026-10-01'), status: 'closed' }));
    const run = (await runDueJournals(context, {})).result;
    assert.deepEqual([run.reversed, run.refused[0]?.reason], [0, 'period_closed']);
    const due = await read(context, (scope) => dueRecurring(scope, parseDate('2026-11-01')));
    assert.deepEqual(
      due.map(({ kind, dueOn, amountSen }) => [kind, dueOn, amountSen]),
      [['reversal', '2026-10-01', 25_000_000n]],
    );
    await skipDue(context, {
      kind: 'reversal',
      id: result.id,
      dueOn: '2026-10-01',
      reason: 'Dibalik dengan jurnal lain',
    });
    assert.deepEqual(await read(context, (scope) => dueRecurring(scope, parseDate('2026-11-01'))), []);
  });
});
