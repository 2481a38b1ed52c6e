import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { buildWeb, hashSources } from './web-build.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sokoguru-build-'));
  await put('src/routes/page.svelte', '<p>satu</p>');
  await put('static/icon.svg', '<svg/>');
  await put('package.json', '{}');
  // Stands in for vite: counts its runs, and takes a moment like the real one.
  await put(
    'node_modules/vite/bin/vite.js',
    `const { appendFileSync, mkdirSync, readFileSync } = require('node:fs');
     if (readFileSync('src/routes/page.svelte', 'utf8').includes('rusak')) { console.error('bad page'); process.exit(1); }
     mkdirSync('build', { recursive: true });
     setTimeout(() => appendFileSync('build/runs', 'x'), 300);`,
  );
});
after(() => rm(folder, { recursive: true, force: true }));

test('the hash changes with a page and with its name, not with a test', async () => {
  const first = await hashSources(folder);
  await put('src/routes/page.test.ts', 'a test');
  assert.equal(await hashSources(folder), first);
  await put('src/routes/other.svelte', '');
  assert.notEqual(await hashSources(folder), first);
  await rm(join(folder, 'src/routes/other.svelte'));
  assert.equal(await hashSources(folder), first);
});

test('the web is built once, and again when a source changed', async () => {
  assert.equal(await buildWeb(folder, ignore), true);
  assert.equal(await buildWeb(folder, ignore), false);
  await put('src/routes/page.svelte', '<p>dua</p>');
  assert.equal(await buildWeb(folder, ignore), true);
  assert.equal(await runs(), 2);
});

test('programs that start at once build once', async () => {
  await put('src/routes/page.svelte', '<p>tiga</p>');
  const built = await Promise.all(Array.from({ length: 3 }, () => buildWeb(folder, ignore)));
  assert.deepEqual(built.filter(Boolean), [true]);
  assert.equal(await runs(), 3);
});

test('a build that another program left half-done does not block', async () => {
  await put('src/routes/page.svelte', '<p>empat</p>');
  await put('node_modules/.sokoguru-build.lock', '999999999');
  assert.equal(await buildWeb(folder, ignore), true);
});

test('a page that cannot be built stops the start, and is tried again next time', async () => {
  await put('src/routes/page.svelte', 'rusak');
  await assert.rejects(buildWeb(folder, ignore), /the web could not be built/);
  await put('src/routes/page.svelte', '<p>lima</p>');
  assert.equal(await buildWeb(folder, ignore), true);
});

const ignore = (): void => undefined;

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

async function runs(): Promise<number> {
  return (await readFile(join(folder, 'build', 'runs'), 'utf8')).length;
}
