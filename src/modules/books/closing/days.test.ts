import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { closeDays } from '#loans';
import { closeTillFor, openTill } from '#payments';
import { asStaff, read, testWorld } from '../../../../test/support/world.ts';
import { loanWorld, runningLoan } from '../../loans/loans.fixture.ts';
import { cash, newCounter } from '../../payments/till.fixture.ts';
import { byTwo, day, enter, newBooks, on } from './closing.fixture.ts';
import { closeDay, reopenDay } from './days.ts';
import { closedPoint } from './doors.ts';
import { closeMonth } from './months.ts';
import { readActs } from './store.ts';

const world = await testWorld();
const sale = (date: string) => ({ on: date, debit: '1.1.05', credit: '4.1.01', amountSen: 100n });

test('a closed day and all before it in its month take no entry; the days after it do, and so does last month', async () => {
  const context = await newBooks(world, { today: '2026-02-20' });
  await enter(context, [sale('2026-02-03')]);
  const { result } = await closeDay(context, { on: '2026-02-10' });
  assert.deepEqual([result.from, result.through, result.throughNumber], ['2026-02-01', '2026-02-10', '1']);
  await assert.rejects(enter(context, [sale('2026-02-10')]), { reason: 'day_closed' });
  await enter(context, [sale('2026-02-11'), sale('2026-01-31')]);
  const state = async (before: string) => (await read(context, (scope) => closedPoint(scope, day(before)))).state;
  assert.equal(await state('2026-02-11'), 'open');
  await closeMonth(context, { startsOn: '2026-01-01' });
  assert.deepEqual([await state('2026-02-11'), await state('2026-02-12')], ['closed', 'open']);
  assert.equal((await closeDay(context, { on: '2026-02-15' })).result.from, '2026-02-11');
});

test('a day is closed once, not before it has come, and not in a month that is closed', async () => {
  const context = await newBooks(world, { today: '2026-02-20' });
  await closeDay(context, { on: '2026-02-10' });
  await assert.rejects(closeDay(context, { on: '2026-02-10' }), { reason: 'day_already_closed' });
  await assert.rejects(closeDay(context, { on: '2026-02-09' }), { reason: 'day_already_closed' });
  await assert.rejects(closeDay(context, { on: '2026-02-21' }), { reason: 'day_not_over' });
  await assert.rejects(closeDay(context, { on: '2025-12-31' }), { reason: 'period_unknown' });
  await closeMonth(context, { startsOn: '2026-01-01' });
  await assert.rejects(closeDay(context, { on: '2026-01-31' }), { reason: 'period_closed' });
  await assert.rejects(closeDay(asStaff(context, ['ledger.read']), { on: '2026-02-20' }), {
    reason: 'permission_missing',
  });
});

test('two who close a day at once: one closes it, the other is told', async () => {
  const context = await newBooks(world, { today: '2026-02-20' });
  const tries = await Promise.allSettled([1, 2, 3].map(() => closeDay(asStaff(context), { on: '2026-02-10' })));
  const refused = tries.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason.reason);
  assert.deepEqual(refused, ['day_already_closed', 'day_already_closed']);
});

test('a day and those after it are opened again by two people', async () => {
  const context = await newBooks(world, { today: '2026-02-20' });
  await closeDay(context, { on: '2026-02-15' });
  const reopen = (date: string) => byTwo(context, (maker) => reopenDay(maker, { on: date, reason: 'salah tanggal' }));
  await assert.rejects(reopen('2026-02-16'), { reason: 'day_not_closed' });
  await reopen('2026-02-10');
  await assert.rejects(enter(context, [sale('2026-02-09')]), { reason: 'day_closed' });
  await enter(context, [sale('2026-02-10')]);
  await reopen('2026-02-01');
  await enter(context, [sale('2026-02-01')]);
  const range = { from: day('2026-01-01'), before: day('2027-01-01'), limit: 10 };
  const acts = await read(context, (scope) => readActs(scope, range));
  assert.deepEqual(
    acts.map(({ kind, act, startsOn, endsBefore }) => [kind, act, startsOn, endsBefore]),
    [
      ['day', 'reopen', '2026-02-01', '2026-02-10'],
      ['day', 'reopen', '2026-02-10', '2026-02-16'],
      ['day', 'close', '2026-02-01', '2026-02-16'],
    ],
  );
});

test('a day is not closed while a till of it is not counted', async () => {
  const { office, sri, supervisor, drawer } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: cash('0.00'), note: '' });
  const tomorrow = on(office, '2026-11-21');
  await assert.rejects(closeDay(tomorrow, { on: '2026-11-20' }), {
    reason: 'close_blocked',
    pesan: /KDS1, Sri Wahyuni/,
  });
  await closeDay(tomorrow, { on: '2026-11-19' });
  await closeTillFor(supervisor, { tillId: drawer.id, pieces: cash('0.00'), note: '' });
  await closeDay(tomorrow, { on: '2026-11-20' });
});

test('a day is not closed before its end of day was run, once there is a loan', async () => {
  const { context, productId } = await loanWorld(world);
  const start = parseDate('2026-11-10');
  await runningLoan(context, { productId, rupiah: 12_000_000, tenor: 12, on: start, n: 1 });
  await closeDay(context, { on: '2026-11-09' });
  await assert.rejects(closeDay(context, { on: '2026-11-12' }), {
    reason: 'close_blocked',
    pesan: /12 November 2026 \(3 hari\)/,
  });
  await closeDays(context, { through: parseDate('2026-11-12') });
  await closeDay(context, { on: '2026-11-12' });
  await assert.rejects(closeDay(context, { on: '2026-11-13' }), { reason: 'close_blocked', pesan: /\(1 hari\)/ });
});
