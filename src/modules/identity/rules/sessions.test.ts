import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absoluteEnd, isAlive, needsTouch } from './sessions.ts';

const now = new Date('2026-11-21T02:00:00Z');

function ago(seconds: number): Date {
  return new Date(now.getTime() - seconds * 1000);
}

test('a staff session ends after half an hour without use', () => {
  const expiresAt = absoluteEnd('staff', now);
  assert.equal(isAlive({ kind: 'staff', lastSeenAt: ago(29 * 60), expiresAt }, now), true);
  assert.equal(isAlive({ kind: 'staff', lastSeenAt: ago(31 * 60), expiresAt }, now), false);
});

test('a member session ends after a quarter of an hour without use', () => {
  const expiresAt = absoluteEnd('member', now);
  assert.equal(isAlive({ kind: 'member', lastSeenAt: ago(14 * 60), expiresAt }, now), true);
  assert.equal(isAlive({ kind: 'member', lastSeenAt: ago(16 * 60), expiresAt }, now), false);
});

test('no session outlives twelve hours, however busy', () => {
  const expiresAt = absoluteEnd('staff', ago(12 * 3_600));
  assert.equal(isAlive({ kind: 'staff', lastSeenAt: now, expiresAt }, now), false);
  assert.equal(isAlive({ kind: 'staff', lastSeenAt: now, expiresAt }, ago(1)), true);
});

test('the last use is written once a minute, not at every request', () => {
  const expiresAt = absoluteEnd('staff', now);
  assert.equal(needsTouch({ kind: 'staff', lastSeenAt: ago(59), expiresAt }, now), false);
  assert.equal(needsTouch({ kind: 'staff', lastSeenAt: ago(60), expiresAt }, now), true);
});
