import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Context } from '#kernel/context';
import { addDays, type BusinessDate, parseDate } from '#kernel/dates';
import { booksCheck } from '#ledger';
import { closeDays, dayRuns, loansCheck } from '#loans';
import { deposit } from '#savings';
import { loanWorld } from '../../src/modules/loans/loans.fixture.ts';
import { act, dice, everything, onDay, payments, planLending } from '../support/lending.ts';
import { testWorld } from '../support/world.ts';

const world = await testWorld();
const [START, PAID_UNTIL, MORNING] = ['2026-01-05', '2026-02-20', '2026-04-01'].map(parseDate) as [
  BusinessDate,
  BusinessDate,
  BusinessDate,
];
const KILLS = Number(process.env['KILLS'] ?? 8);

/** A cooperative whose days were never closed: twenty-four loans, some paid, some by standing order, and three months to be caught up. */
async function waiting(): Promise<Context> {
  const lender = await loanWorld(world);
  const roll = dice(7);
  const { loans, lendOn } = await planLending(lender, { count: 24, from: START, days: 20, roll });
  for (const { savingId } of loans.slice(0, 12)) {
    await deposit(onDay(lender.context, START), { accountId: savingId, amount: '900000.00' });
  }
  const acts = payments(loans, PAID_UNTIL, roll);
  // One after another, so that both cooperatives number their entries alike.
  for (let on: BusinessDate = START; on <= PAID_UNTIL; on = addDays(on, 1)) {
    await lendOn(on);
    for (const one of acts.get(on) ?? []) await act(onDay(lender.context, on), [one], new Map());
  }
  return lender.context;
}

/** Runs the closing in a process, which is killed after so many milliseconds of work; tells whether it came to its end before. */
async function closeFor(context: Context, milliseconds: number): Promise<boolean> {
  const file = join(import.meta.dirname, '..', 'support', 'close-days.ts');
  const words = [world.urls.appUrl, JSON.stringify(context.cooperative), MORNING];
  const child = spawn(process.execPath, [file, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  const [code] = await ended;
  clearTimeout(timer);
  return code === 0;
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

test('killed with -9 at random moments the days are closed to the same books as in one go', async () => {
  const [whole, killed] = [await waiting(), await waiting()];
  assert.equal(hash(await everything(whole)), hash(await everything(killed)), 'both begin alike');
  await closeDays(onDay(whole, MORNING));
  const roll = dice(20);
  let kills = 0;
  for (; kills < KILLS; kills += 1) {
    if (await closeFor(killed, 20 + Math.floor(roll() * 120))) break;
  }
  assert.ok(kills >= KILLS / 2, `it was killed ${kills} times before it was done`);
  await closeDays(onDay(killed, MORNING));
  const { lastDone, runs } = await dayRuns(onDay(killed, MORNING), {});
  assert.equal(lastDone, '2026-03-31');
  assert.ok(runs.every(({ status }) => status === 'done'));
  assert.equal(hash(await everything(killed)), hash(await everything(whole)));
  for (const context of [whole, killed]) {
    assert.equal((await booksCheck(context, {})).firstBad, null);
    assert.equal((await loansCheck(context, {})).firstBad, null);
  }
});
