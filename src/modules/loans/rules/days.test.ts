import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { isMonthEnd, lastOver, nextDay } from './days.ts';

const [first, second, third] = [parseDate('2026-01-30'), parseDate('2026-01-31'), parseDate('2026-02-01')];
const none = { lastDone: null, running: null, firstEventOn: null };

test('missed days are closed one by one, in order', () => {
  assert.equal(nextDay({ ...none, lastDone: first }, third), second);
  assert.equal(nextDay({ ...none, lastDone: second }, third), third);
  assert.equal(nextDay({ ...none, lastDone: third }, third), null);
});

test('a day that was begun comes first', () => {
  assert.equal(nextDay({ ...none, lastDone: first, running: second }, third), second);
});

test('where no day was closed yet it begins with the first payout, or with the day that is asked for', () => {
  assert.equal(nextDay({ ...none, firstEventOn: first }, third), first);
  assert.equal(nextDay(none, third), third);
  assert.equal(nextDay({ ...none, firstEventOn: third }, second), null);
});

test('a day is over when the next has come, and the last of a month is its end', () => {
  assert.equal(lastOver(third), second);
  assert.equal(isMonthEnd(second), true);
  assert.equal(isMonthEnd(third), false);
  assert.equal(isMonthEnd(parseDate('2028-02-28')), false);
});
