import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { dateAt } from '#kernel/dates';
import { readPeriods } from '#ledger';
import { asStaff, read, step, testWorld } from '../../../../test/support/world.ts';
import { agree, byTwo, day, enter, heldOf, newBooks, on } from './closing.fixture.ts';
import { closedPoint } from './doors.ts';
import { closeMonth, lockMonths, reopenMonth } from './months.ts';
import { readActs } from './store.ts';

const world = await testWorld();
const sale = (date: string, amountSen = 100_000n) => ({ on: date, debit: '1.1.05', credit: '4.1.01', amountSen });
const close = (context: Context, startsOn: string) => closeMonth(context, { startsOn });
const range = { from: day('2026-01-01'), before: day('2027-01-01'), limit: 50 };

test('months close in order, each once it is over, and take no entry any more', async () => {
  const context = await newBooks(world, { today: '2026-03-15' });
  await enter(context, [sale('2026-01-31'), sale('2026-02-28')]);
  await assert.rejects(close(context, '2026-02-01'), { reason: 'earlier_month_open' });
  await assert.rejects(close(context, '2026-03-01'), { reason: 'month_not_over' });
  await assert.rejects(close(context, '2025-12-01'), { reason: 'period_unknown' });
  const { result } = await close(context, '2026-01-01');
  assert.equal(result.throughNumber, '2');
  await assert.rejects(enter(context, [sale('2026-01-31')]), { reason: 'period_closed' });
  await enter(context, [sale('2026-02-01')]);
  await assert.rejects(close(context, '2026-01-01'), { reason: 'month_already_closed' });
  await close(context, '2026-02-01');
});

test('a month nobody posted in can be closed on the day after it', async () => {
  const context = await newBooks(world, { today: '2026-01-20' });
  await enter(context, [sale('2026-01-20')]);
  const april = on(context, '2026-04-01');
  for (const month of ['01', '02', '03']) await close(april, `2026-${month}-01`);
  assert.equal((await read(april, (scope) => closedPoint(scope, day('2026-04-01')))).state, 'closed');
});

test('a close keeps a checksum that anyone can compute again from the trial balance, and a report names its point', async () => {
  const context = await newBooks(world, { today: '2026-02-10' });
  await enter(context, [sale('2026-01-31', 150_050n)]);
  const open = await read(context, (scope) => closedPoint(scope, day('2026-02-01')));
  assert.deepEqual(open, { state: 'open', closedAt: null, throughNumber: 1n, checksum: null, reopened: [] });
  const { result } = await close(context, '2026-01-01');
  const text = '1.1.05|1500.50|0.00\n4.1.01|0.00|1500.50\n';
  assert.equal(result.checksum, createHash('sha256').update(text).digest('hex'));
  await enter(context, [sale('2026-02-01')]);
  const closed = await read(context, (scope) => closedPoint(scope, day('2026-02-01')));
  assert.deepEqual([closed.state, closed.throughNumber, closed.checksum], ['closed', 1n, result.checksum]);
  assert.ok(closed.closedAt);
  const part = await read(context, (scope) => closedPoint(scope, day('2026-01-20')));
  assert.deepEqual([part.state, part.throughNumber, part.checksum], ['closed', 1n, null]);
  assert.equal((await read(context, (scope) => closedPoint(scope, day('2026-02-02')))).state, 'open');
});

test('a month is opened again by two people, with a reason that the next report shows', async () => {
  const context = await newBooks(world, { today: '2026-04-10' });
  for (const month of ['2026-01-01', '2026-02-01']) await close(context, month);
  const maker = asStaff(context, ['ledger.periods'], 'Akuntan Uji');
  const ask = (startsOn: string) => reopenMonth(maker, { startsOn, reason: 'nota bensin tertinggal' });
  await assert.rejects(ask('2026-01-01'), { reason: 'later_month_closed' });
  await assert.rejects(ask('2026-03-01'), { reason: 'month_not_closed' });
  await assert.rejects(reopenMonth(maker, { startsOn: '2026-02-01', reason: ' ' }), { code: 'invalid' });
  const held = await heldOf(ask('2026-02-01'));
  assert.equal((await read(context, (scope) => closedPoint(scope, day('2026-03-01')))).state, 'closed');
  await assert.rejects(agree(maker, held), { reason: 'maker_cannot_check' });
  const clerk = asStaff(context, ['approvals.decide', 'ledger.periods'], 'Akuntan Lain');
  await assert.rejects(agree(clerk, held), { reason: 'permission_missing' });
  await agree(asStaff(context, ['books.close_year'], 'Ketua Uji'), held);
  await enter(context, [sale('2026-02-27')]);
  await close(context, '2026-02-01');
  const point = await read(context, (scope) => closedPoint(scope, day('2026-03-01')));
  assert.equal(point.state, 'closed');
  assert.deepEqual(
    point.reopened.map(({ by, reason }) => [by, reason]),
    [['Akuntan Uji', 'nota bensin tertinggal']],
  );
  const acts = await read(context, (scope) => readActs(scope, range));
  assert.deepEqual(
    acts.map(({ act, startsOn, checkerName }) => [act, startsOn, checkerName]),
    [
      ['close', '2026-02-01', null],
      ['reopen', '2026-02-01', 'Ketua Uji'],
      ['close', '2026-02-01', null],
      ['close', '2026-01-01', null],
    ],
  );
});

test('what was agreed to is refused when the books have moved on meanwhile', async () => {
  const context = await newBooks(world, { today: '2026-04-10' });
  await close(context, '2026-01-01');
  const held = await heldOf(reopenMonth(asStaff(context), { startsOn: '2026-01-01', reason: 'salah akun' }));
  await close(context, '2026-02-01');
  await assert.rejects(agree(asStaff(context), held), { reason: 'later_month_closed' });
});

test('two who close a month at once: one closes it, the other is told that it is closed', async () => {
  const context = await newBooks(world, { today: '2026-02-10' });
  await enter(context, [sale('2026-01-31')]);
  const tries = await Promise.allSettled(Array.from({ length: 4 }, () => close(asStaff(context), '2026-01-01')));
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const outcome of tries) {
    if (outcome.status === 'rejected') assert.equal(outcome.reason.reason, 'month_already_closed');
  }
  assert.equal((await read(context, (scope) => readActs(scope, range))).length, 1);
});

test('postings that run while a month closes are in its point, or refused: none slips in behind', async () => {
  const context = await newBooks(world, { today: '2026-02-10' });
  await enter(context, [sale('2026-01-31')]);
  const postings = Array.from({ length: 6 }, () => enter(context, [sale('2026-01-15')]));
  const [closed, ...posted] = await Promise.allSettled([close(context, '2026-01-01'), ...postings]);
  assert.equal(closed.status, 'fulfilled');
  const through = closed.status === 'fulfilled' ? BigInt(closed.value.result.throughNumber) : 0n;
  const done = posted.filter(({ status }) => status === 'fulfilled').length;
  assert.equal(through, 1n + BigInt(done));
  const { throughNumber } = await read(context, (scope) => closedPoint(scope, day('2026-03-01')));
  assert.equal(throughNumber, through);
});

test('the last second of a month belongs to it in the zone of the cooperative, not of the server', async () => {
  // 23:59:59 of 31 January in Jakarta is already 1 February in Makassar and Jayapura.
  const instant = new Date('2026-01-31T16:59:59Z');
  for (const [zone, today] of [
    ['WIB', '2026-01-31'],
    ['WITA', '2026-02-01'],
    ['WIT', '2026-02-01'],
  ] as const) {
    const made = await newBooks(world, { zone, today: '2026-01-31' });
    const context = { ...made, clock: { now: () => instant, today: (asked: typeof zone) => dateAt(instant, asked) } };
    await enter(context, [sale(today)]);
    if (zone === 'WIB') {
      await assert.rejects(close(context, '2026-01-01'), { reason: 'month_not_over' });
      await assert.rejects(enter(context, [sale('2026-02-01')]), { reason: 'date_in_future' });
      continue;
    }
    await close(context, '2026-01-01');
    await assert.rejects(enter(context, [sale('2026-01-31')]), { reason: 'period_closed' });
    await enter(context, [sale(today)]);
  }
});

test('only who keeps the periods closes a month', async () => {
  const context = await newBooks(world, { today: '2026-02-10' });
  await assert.rejects(close(asStaff(context, ['ledger.read', 'ledger.post']), '2026-01-01'), {
    reason: 'permission_missing',
  });
});

test('months are locked only once their year is closed', async () => {
  const context = await newBooks(world, { today: '2026-04-10' });
  const lock = (through: string) => byTwo(context, (maker) => lockMonths(maker, { through, reason: 'audit selesai' }));
  await assert.rejects(lock('2026-01-01'), { reason: 'month_not_closed' });
  await close(context, '2026-01-01');
  await assert.rejects(lock('2026-01-01'), { reason: 'year_not_closed' });
});

test('acts on periods cannot be changed or taken away by the program', async () => {
  const context = await newBooks(world, { today: '2026-02-10' });
  await close(context, '2026-01-01');
  for (const statement of [sql`update books.period_act set reason = 'x'`, sql`delete from books.period_act`]) {
    await assert.rejects(
      step(context, (scope) => scope.tx.run(statement)),
      { code: '42501' },
    );
  }
  const periods = await read(context, readPeriods);
  assert.equal(periods[0]?.status, 'closed');
});
