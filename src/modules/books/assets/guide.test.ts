import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../../server/environment.ts';
import { defaultCategories } from './settings.ts';

const guide = await readFile(join(projectFolder, 'docs', 'guides', 'aset-dan-pajak.md'), 'utf8');

test('every message that the guide quotes is said by the program, word for word', async () => {
  const sources: string[] = [];
  for await (const path of glob('src/{modules/books/{assets,deferrals,interbranch,tax},lib/text}/**/*.ts', {
    cwd: projectFolder,
  })) {
    if (!path.endsWith('.test.ts')) sources.push(await readFile(join(projectFolder, path), 'utf8'));
  }
  const program = sources.join('\n');
  const [, table = ''] = guide.split('## Pesan di layar');
  const messages = [...table.matchAll(/^\| ([^|]+) \|/gm)].map(([, message = '']) => message.trim()).slice(2);
  assert.ok(messages.length > 5);
  assert.deepEqual(
    messages.filter((message) => !program.includes(message)),
    [],
  );
});

test('the lives that the guide names are those a cooperative begins with', () => {
  const lives = new Map(defaultCategories('ksp').map(({ code, lifeMonths }) => [code, lifeMonths]));
  const named = /bangunan (\d+) bulan, kendaraan (\d+) bulan, peralatan (\d+) bulan/.exec(guide)?.slice(1).map(Number);
  assert.deepEqual(named, [lives.get('building'), lives.get('vehicle'), lives.get('equipment')]);
});
