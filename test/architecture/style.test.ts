import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../src/server/environment.ts';
import { styleFaults } from './style-faults.ts';

/** This folder's own files name what they forbid. */
const EXEMPT = /^test\/architecture\/style/;

test('the project keeps to its house style', async () => {
  const faults: string[] = [];
  for await (const found of glob('{src,test,bin,bench}/**/*.{ts,mjs,svelte,css}', { cwd: projectFolder })) {
    const path = found.replaceAll('\\', '/');
    if (!EXEMPT.test(path)) faults.push(...styleFaults(path, await readFile(join(projectFolder, found), 'utf8')));
  }
  assert.deepEqual(faults.sort(), []);
});

const long = (lines: number): string => 'const a = 1;\n'.repeat(lines);
const provoked: [what: string, path: string, text: string, fault: RegExp][] = [
  ['a file of 401 lines', 'src/kernel/a.ts', long(401), /has 401 lines/],
  [
    'a function of 71 lines',
    'src/kernel/a.ts',
    `/** Does. */\nexport function a() {\n${long(69)}}\n`,
    /:2 a function of 71 lines/,
  ],
  [
    'an exported function without a word',
    'src/kernel/a.ts',
    'export function a() {}\n',
    /:1 a is exported without a word/,
  ],
  ['a silenced type checker', 'src/kernel/a.ts', '// @ts-ignore\n', /silences the type checker/],
  ['a note of work to do', 'src/routes/a.svelte', '<!-- TODO -->\n', /holds a note/],
  ['a test left out', 'src/kernel/a.test.ts', "test.skip('a', () => {});\n", /leaves a test out/],
  ['a rule that looks at the clock', 'src/modules/savings/rules.ts', 'const a = new Date();\n', /asks for the time/],
  [
    'a rule in a folder that throws dice',
    'src/modules/savings/rules/a.ts',
    'const a = Math.random();\n',
    /asks for the time/,
  ],
];

for (const [what, path, text, fault] of provoked) {
  test(`refused: ${what}`, () => {
    assert.match(styleFaults(path, text).join('\n'), fault);
  });
}

test('a short, told file is accepted', () => {
  assert.deepEqual(
    styleFaults('src/kernel/a.ts', '/** Adds one. */\nexport function next(a: number) {\n  return a + 1;\n}\n'),
    [],
  );
});
