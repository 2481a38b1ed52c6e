import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import JSZip from 'jszip';
import { testWorld } from '../../../test/support/world.ts';
import { writePack } from './export.ts';

const world = await testWorld();
const folder = await mkdtemp(join(tmpdir(), 'sokoguru-export-'));
after(() => rm(folder, { recursive: true, force: true }));
const asked = (options: Record<string, string>) => writePack(world, { options, progress: () => undefined });

test('one command writes a year for an auditor to a file, whole or not at all', async () => {
  const { cooperative } = await world.cooperative();
  const out = join(folder, 'paket.zip');
  const done = await asked({ cooperative: cooperative.slug, year: '2026', out });
  assert.equal(done.ok, true);
  const zip = await JSZip.loadAsync(await readFile(out));
  for (const path of ['BACA-DULU.txt', 'jurnal.csv', 'hledger/pembukuan.journal', 'SHA256SUMS'])
    assert.ok(zip.file(path), path);
  assert.deepEqual(await readdir(folder), ['paket.zip']);
});

test('a year without books is answered with no, an unknown cooperative and a missing option with one line', async () => {
  const { cooperative } = await world.cooperative();
  const none = await asked({ cooperative: cooperative.slug, year: '2020', out: join(folder, 'x.zip') });
  assert.equal(none.ok, false);
  assert.match(none.lines.join(), /baru mulai 2026-01-01/);
  await assert.rejects(asked({ cooperative: 'tidak-ada', year: '2026' }), /tidak ada koperasi/);
  await assert.rejects(asked({ cooperative: cooperative.slug }), /--year/);
});
