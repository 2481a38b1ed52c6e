import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadSecrets } from './secrets.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sokoguru-secrets-'));
});
after(() => rm(folder, { recursive: true, force: true }));

test('an instance keeps the secrets of its first start', async () => {
  const home = join(folder, 'first');
  const made = await loadSecrets(home);
  assert.deepEqual(await loadSecrets(home), made);
  assert.equal(Buffer.from(made.dataKey, 'base64').length, 32);
  assert.equal(Buffer.from(made.indexKey, 'base64').length, 32);
  assert.equal(new Set(Object.values(made)).size, 5);
});

test('only the user who made the secrets may read them', { skip: process.platform === 'win32' }, async () => {
  const home = join(folder, 'mode');
  await loadSecrets(home);
  assert.equal((await stat(join(home, 'secrets.json'))).mode & 0o777, 0o600);
});

test('programs that start at once share one set of secrets and leave no draft behind', async () => {
  const home = join(folder, 'race');
  const all = await Promise.all(Array.from({ length: 20 }, () => loadSecrets(home)));
  assert.equal(new Set(all.map((one) => one.dataKey)).size, 1);
  assert.deepEqual(await readdir(home), ['secrets.json']);
});

test('damaged secrets are refused, never replaced', async () => {
  const home = join(folder, 'damaged');
  await loadSecrets(home);
  await writeFile(join(home, 'secrets.json'), '{"dataKey":"short"}');
  await assert.rejects(loadSecrets(home), /damaged: restore it from a backup/);
  assert.equal(await readFile(join(home, 'secrets.json'), 'utf8'), '{"dataKey":"short"}');
});
