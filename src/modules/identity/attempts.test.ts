import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { guarded, networkOf, sourceHash } from './attempts.ts';
import { identityWorld, refusal } from './identity.fixture.ts';
import { sweepCounts } from './store/attempts.ts';

const home = await identityWorld();
const { database } = home.surroundings;

function guess(account: string, verdict: 'passed' | 'half' | 'failed') {
  return guarded(
    { database, now: home.clock.now() },
    { account, address: '10.90.0.1', knownDeviceId: null },
    async () => ({
      verdict,
      value: verdict,
    }),
  );
}

test('a right guess wipes the mistakes of its place, a half one only takes itself back', async () => {
  for (let i = 0; i < 4; i += 1) await guess('siti', 'failed');
  await guess('siti', 'half');
  assert.equal(await guess('siti', 'failed'), 'failed');
  assert.equal(await refusal(guess('siti', 'half')), 'too_many_attempts');
  home.clock.advance(1);
  await guess('siti', 'passed');
  for (let i = 0; i < 5; i += 1) assert.equal(await guess('siti', 'failed'), 'failed');
});

test('a look that breaks keeps its count: an attacker gains nothing by breaking it', async () => {
  for (let i = 0; i < 5; i += 1) {
    const broken = guarded(
      { database, now: home.clock.now() },
      { account: 'budi', address: '10.90.0.2', knownDeviceId: null },
      () => Promise.reject(new Error('broken')),
    );
    await assert.rejects(broken, /broken/);
  }
  const next = guarded(
    { database, now: home.clock.now() },
    { account: 'budi', address: '10.90.0.2', knownDeviceId: null },
    async () => ({ verdict: 'passed', value: 1 }),
  );
  assert.equal(await refusal(next), 'too_many_attempts');
});

test('counts that are forgotten are cleared away, those in force stay', async () => {
  await guess('lama', 'failed');
  home.clock.advance(7_201);
  await guess('baru', 'failed');
  const before = new Date(home.clock.now().getTime() - 7_200_000);
  await database.platform((tx) => sweepCounts(tx, before));
  const rows = await database.platform((tx) =>
    tx.rows<{ lastAt: string }>(sql`select l.last_at as "lastAt" from identity.attempt_limit l`),
  );
  assert.ok(rows.length > 0);
  assert.ok(rows.every((row) => new Date(row.lastAt) >= before));
});

test('one household is one place: a whole IPv4 address, the first half of an IPv6 address', () => {
  assert.equal(networkOf('203.0.113.7'), '203.0.113.7');
  assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7');
  assert.equal(networkOf('2001:db8:1:2:aaaa:bbbb:cccc:dddd'), '2001:db8:1:2::/64');
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0::/64');
  assert.equal(networkOf('::1'), '0:0:0:0::/64');
});

test('an address is kept as a keyed hash only', () => {
  assert.equal(sourceHash('203.0.113.7'), sourceHash('::ffff:203.0.113.7'));
  assert.notEqual(sourceHash('203.0.113.7'), sourceHash('203.0.113.8'));
  assert.ok(!sourceHash('203.0.113.7').includes('203'));
});
