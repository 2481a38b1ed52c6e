import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ATTEMPT_POLICIES, type AttemptCount, attemptKinds, countAttempt, secondsToWait } from './attempts.ts';

const start = new Date('2026-11-21T02:00:00Z');
const policy = { free: 5, waitSecondsMax: 900, forgetAfterSeconds: 3_600 };

function after(seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000);
}

test('the first guesses wait for nothing', () => {
  assert.equal(secondsToWait(undefined, policy, start), 0);
  assert.equal(secondsToWait({ failures: 4, lastAt: start }, policy, start), 0);
});

test('the wait doubles with each further guess up to its top', () => {
  const waits = [5, 6, 7, 8, 14, 15, 16, 400].map((failures) =>
    secondsToWait({ failures, lastAt: start }, policy, start),
  );
  assert.deepEqual(waits, [1, 2, 4, 8, 512, 900, 900, 900]);
});

test('a wait runs off with time', () => {
  const count: AttemptCount = { failures: 8, lastAt: start };
  assert.equal(secondsToWait(count, policy, after(3)), 5);
  assert.equal(secondsToWait(count, policy, after(8)), 0);
});

test('an hour of quiet forgets what was counted', () => {
  const count: AttemptCount = { failures: 50, lastAt: start };
  assert.equal(secondsToWait(count, policy, after(3_600)), 0);
  assert.equal(countAttempt(count, policy, after(3_600)).failures, 1);
  assert.equal(countAttempt(count, policy, after(3_599)).failures, 51);
});

test('a known device is judged by its own mistakes alone', () => {
  assert.deepEqual(attemptKinds(true), ['knownDevice']);
  assert.deepEqual([...attemptKinds(false)].sort(), ['account', 'pair', 'source']);
});

test('a whole night of guessing from one place at one account tries fewer than 60 passwords', () => {
  let count: AttemptCount | undefined;
  let tried = 0;
  for (let second = 0; second < 10 * 3_600; second += 1) {
    if (secondsToWait(count, ATTEMPT_POLICIES.pair, after(second)) > 0) continue;
    count = countAttempt(count, ATTEMPT_POLICIES.pair, after(second));
    tried += 1;
  }
  assert.ok(tried < 60, `tried ${tried}`);
});

test('strangers from everywhere never make an account wait longer than a minute', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (failures) => {
      assert.ok(secondsToWait({ failures, lastAt: start }, ATTEMPT_POLICIES.account, start) <= 60);
    }),
  );
});
