import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../src/server/environment.ts';

const LINK = /!?\[[^\]]*\]\(([^)\s]+)\)/g;

/** The name by which a heading is linked: small letters and figures, a hyphen for each space. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

const withoutCode = (text: string): string => text.replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, '');

function anchorsOf(text: string): Set<string> {
  return new Set([...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
}

/** Links and pictures of a document that lead nowhere, as `path: target`. `read` answers a file's text, or null where there is none. */
function deadLinks(path: string, text: string, read: (file: string) => string | null): string[] {
  const dead: string[] = [];
  for (const [, target = ''] of withoutCode(text).matchAll(LINK)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [file = '', anchor] = target.split('#');
    const found = file === '' ? text : read(join(dirname(path), file));
    if (found === null || (anchor && !anchorsOf(found).has(anchor))) dead.push(`${path}: ${target}`);
  }
  return dead;
}

test('every link and picture of the documents leads somewhere', async () => {
  const paths: string[] = [];
  for await (const found of glob('{README.md,docs/**/*.md,src/**/README.md}', { cwd: projectFolder }))
    paths.push(found);
  const texts = new Map<string, string>();
  for (const path of paths) texts.set(path, await readFile(join(projectFolder, path), 'utf8'));
  const read = (file: string) => texts.get(file) ?? (existsSync(join(projectFolder, file)) ? '' : null);
  assert.deepEqual(
    [...texts].flatMap(([path, text]) => deadLinks(path, text, read)),
    [],
  );
});

test('a picture that was taken away, a page that was renamed and a heading that was reworded are found', () => {
  const files: Record<string, string> = { 'docs/a.md': '# Bayar di kas', 'docs/pictures/x.png': '' };
  const read = (file: string) => files[file.replaceAll('\\', '/')] ?? null;
  const dead = (text: string) => deadLinks('docs/a.md', text, read);
  assert.deepEqual(dead('# Bayar di kas\n![x](pictures/x.png) [a](a.md#bayar-di-kas) [b](#bayar-di-kas)'), []);
  assert.deepEqual(dead('[kode](https://example.org) `[x](y.md)`'), []);
  assert.deepEqual(dead('![x](pictures/y.png)'), ['docs/a.md: pictures/y.png']);
  assert.deepEqual(dead('[b](b.md)'), ['docs/a.md: b.md']);
  assert.deepEqual(dead('[a](a.md#bayar-nanti) [b](#tidak-ada)'), [
    'docs/a.md: a.md#bayar-nanti',
    'docs/a.md: #tidak-ada',
  ]);
});

/** The messages that a guide's tables quote and no line of the source says; `…` stands for a name, a day or an amount. */
function inventedMessages(guide: string, source: string): string[] {
  const messages = [...guide.matchAll(/^\| ([^|]+) \| [^|]+ \| [^|]+ \|$/gm)].map(([, message = '']) => message);
  return messages.filter((message) => {
    const parts = message
      .split('…')
      .filter((part) => part.trim() !== '')
      .map((part) => RegExp.escape(part.trim()));
    return message !== 'pesan' && !new RegExp(parts.join('.*')).test(source);
  });
}

test('every message that a guide explains is one that the program says', async () => {
  let source = '';
  for await (const found of glob('src/**/*.ts', { cwd: projectFolder })) {
    if (!found.endsWith('.test.ts')) source += await readFile(join(projectFolder, found), 'utf8');
  }
  for (const name of ['pinjaman-pesan.md', 'rekonsiliasi-bank.md', 'tutup-buku.md', 'shu.md', 'pengawas.md']) {
    const guide = await readFile(join(projectFolder, 'docs', 'guides', name), 'utf8');
    assert.deepEqual(inventedMessages(guide, source), [], name);
  }
  assert.deepEqual(inventedMessages('| Uangnya … hilang | sebab | cari |', source), ['Uangnya … hilang']);
});
