import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOptions } from '@node-rs/argon2';
import { DomainError } from '#kernel/errors';
import { openHasher, pepperedPin, semaphore, strengthFromEnvironment } from './hashing.ts';

test('a password is kept as argon2id with 19 MiB and two passes', async () => {
  const hasher = openHasher(strengthFromEnvironment({}));
  const stored = await hasher.hash('perahu kuning');
  const { memoryCost, timeCost, parallelism } = parseOptions(stored);
  assert.match(stored, /^\$argon2id\$/);
  assert.deepEqual({ memoryCost, timeCost, parallelism }, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  assert.equal(await hasher.verify(stored, 'perahu kuning'), true);
  assert.equal(await hasher.verify(stored, 'perahu Kuning'), false);
});

test('weaker hashes exist in tests only', () => {
  const weak = { SOKOGURU_TEST_HASH: 'weak' };
  assert.equal(strengthFromEnvironment({ ...weak, SOKOGURU_ENV: 'test' }).memoryKib, 64);
  for (const env of ['production', 'demo', undefined]) {
    assert.equal(strengthFromEnvironment({ ...weak, SOKOGURU_ENV: env }).memoryKib, 19 * 1024);
  }
});

test('nobody can sign in with the password of nobody', async () => {
  const hasher = openHasher({ memoryKib: 64, passes: 1 });
  assert.equal(await hasher.verify(undefined, 'nobody has this password'), false);
});

test('the same PIN is peppered the same way and does not show', () => {
  assert.equal(pepperedPin('738105'), pepperedPin('738105'));
  assert.notEqual(pepperedPin('738105'), pepperedPin('738106'));
  assert.ok(!pepperedPin('738105').includes('738105'));
});

test('two hashes run at once, the rest wait their turn, and too many are refused', async () => {
  const places = semaphore(2, 3);
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
  };
  const five = [1, 2, 3, 4, 5].map(() => places(work));
  await assert.rejects(places(work), (error) => error instanceof DomainError && error.reason === 'busy');
  await Promise.all(five);
  assert.equal(most, 2);
  await places(work);
});

test('a hash that fails gives its place back', async () => {
  const places = semaphore(1, 1);
  await assert.rejects(places(() => Promise.reject(new Error('broken'))));
  assert.equal(await places(() => Promise.resolve('next')), 'next');
});
