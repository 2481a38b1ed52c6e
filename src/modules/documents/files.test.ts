import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileFolder, getFile, openBytes, putFile, sealBytes } from './files.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sokoguru-files-'));
});
after(() => rm(folder, { recursive: true, force: true }));

test('a stored file comes back byte for byte and is unreadable on disk', async () => {
  const secret = Buffer.from('foto KTP Siti Aminah'.repeat(100));
  const sealed = sealBytes(secret);
  await putFile(folder, sealed);
  const box = await getFile(folder, sealed.sha256);
  assert.ok(!box.includes('Siti'));
  assert.deepEqual(openBytes(box, sealed.key), secret);
});

test('writing the same file twice at once leaves one file and nothing half written', async () => {
  const own = join(folder, 'twice');
  const sealed = sealBytes(Buffer.from('sama'));
  await Promise.all([putFile(own, sealed), putFile(own, sealed), putFile(own, sealed)]);
  await putFile(own, sealed);
  const names = (await readdir(own, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  assert.deepEqual(
    names.map((entry) => entry.name),
    [sealed.sha256],
  );
});

test('a file changed on disk is noticed, not served', async () => {
  const sealed = sealBytes(Buffer.from('asli'));
  await putFile(folder, sealed);
  const path = join(folder, sealed.sha256.slice(0, 2), sealed.sha256.slice(2, 4), sealed.sha256);
  await writeFile(path, 'palsu');
  await assert.rejects(getFile(folder, sealed.sha256), /not what its name says/);
});

test('without the right key, or with a flipped bit, nothing opens', () => {
  const sealed = sealBytes(Buffer.from('isi'));
  assert.throws(() => openBytes(sealed.box, sealBytes(Buffer.from('isi')).key));
  const flipped = Buffer.from(sealed.box);
  flipped[flipped.length - 1] = (flipped[flipped.length - 1] ?? 0) ^ 1;
  assert.throws(() => openBytes(flipped, sealed.key));
});

test('a name that is no hash never becomes a path', async () => {
  await assert.rejects(getFile(folder, '../../etc/passwd'), /named by a SHA-256/);
});

test('files lie in the data folder of the installation', () => {
  assert.equal(fileFolder({ SOKOGURU_DATA: '/data' }), join('/data', 'files'));
  assert.equal(fileFolder({}), join('.data', 'files'));
});
