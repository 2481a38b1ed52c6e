import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { projectFolder } from '../../src/server/environment.ts';

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});
type Files = Record<string, string>;

/** A small project that keeps every rule; each violation below is added to it. */
const clean: Files = {
  'src/kernel/money.ts': 'export const sen = 1;',
  'src/kernel/database.ts': "export { sen } from './money.ts';",
  'src/modules/ledger/index.ts': "export { post } from './post.ts';",
  'src/modules/ledger/post.ts': 'export const post = 1; export type Line = { a: 1 };',
  'src/modules/ledger/rules.ts':
    "import { sen } from '#kernel/money'; import type { Line } from './post.ts'; export const fee: Line | number = sen;",
  'src/modules/savings/index.ts': "export { save } from './save.ts';",
  'src/modules/savings/save.ts':
    "import { post } from '#ledger'; import { sen } from '#kernel/database'; export const save = post + sen;",
  'src/modules/savings/save.test.ts': "import { fixture } from './save.fixture.ts'; export const tested = fixture;",
  'src/modules/savings/save.fixture.ts': 'export const fixture = 1;',
  'src/routes/page.ts': "import { save } from '#savings'; export const page = save;",
};

/** Each kind of violation: the file that commits it, its text, and the rule that must refuse it. */
const violations: [kind: string, file: string, text: string, rule: string][] = [
  [
    'a lower module uses a higher one',
    'src/modules/ledger/up.ts',
    "import '#savings';",
    'ledger-uses-only-what-the-table-allows',
  ],
  [
    'a module goes around a door',
    'src/modules/savings/inside.ts',
    "import '../ledger/post.ts';",
    'a-module-is-entered-by-its-door',
  ],
  [
    'a page goes around a door',
    'src/routes/inside.ts',
    "import '../modules/ledger/post.ts';",
    'outside-the-modules-only-doors',
  ],
  [
    'a program goes around a door',
    'bin/inside.ts',
    "import '../src/modules/ledger/post.ts';",
    'outside-the-modules-only-doors',
  ],
  [
    'a module names a door by its path',
    'src/modules/savings/path.ts',
    "import '../ledger/index.ts';",
    'modules-name-doors-by-their-number-sign',
  ],
  [
    'a page names a door by its path',
    'src/routes/path.ts',
    "import '../modules/ledger/index.ts';",
    'a-door-is-named-by-its-number-sign',
  ],
  ['the kernel uses a module', 'src/kernel/high.ts', "import '#ledger';", 'the-kernel-knows-no-module'],
  ['a module uses a page', 'src/modules/ledger/page.ts', "import '../../routes/page.ts';", 'modules-know-no-outside'],
  [
    'a module uses the server',
    'src/modules/ledger/server.ts',
    "import '../../server/http.ts';",
    'modules-know-no-outside',
  ],
  ['a module uses a web framework', 'src/modules/ledger/web.ts', "import 'hono';", 'modules-know-no-web-framework'],
  ['a module uses svelte', 'src/modules/ledger/view.ts', "import 'svelte';", 'modules-know-no-web-framework'],
  ['a rule reads the database', 'src/modules/savings/rules.ts', "import '#kernel/database';", 'rules-are-pure'],
  [
    'a rule in a folder uses a module’s step',
    'src/modules/savings/rules/fee.ts',
    "import '#ledger';",
    'rules-are-pure',
  ],
  ['a rule reads a file', 'src/modules/ledger/tariff-rules.ts', "import 'node:fs';", 'rules-are-pure'],
  ['two files need each other', 'src/kernel/egg.ts', "import './hen.ts';", 'no-cycles'],
  [
    'the program needs test code',
    'src/modules/savings/live.ts',
    "import './save.fixture.ts';",
    'the-program-needs-no-test-code',
  ],
  [
    'a module without a row in the table',
    'src/modules/unknown/index.ts',
    "import '#kernel/money';",
    'a-module-has-a-row-in-the-table',
  ],
  ['an import of what is not there', 'src/kernel/lost.ts', "import './nowhere.ts';", 'what-is-imported-exists'],
];
const helpers: Files = { 'src/kernel/hen.ts': "import './egg.ts';", 'src/server/http.ts': 'export const serve = 1;' };

let folder = '';
let reported: Set<string>;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sokoguru-boundaries-'));
  const provoked = Object.fromEntries(violations.map(([, file, text]) => [file, text]));
  reported = new Set(await cruise('broken', { ...clean, ...helpers, ...provoked }));
});
after(() => rm(folder, { recursive: true, force: true }));

test('a tree that keeps to the table is accepted', async () => {
  assert.deepEqual(await cruise('clean', clean), []);
});

for (const [kind, file, , rule] of violations) {
  test(`refused: ${kind}`, () => {
    assert.ok(reported.has(`${rule}: ${file}`), `${rule} did not name ${file}`);
  });
}

test('the project itself keeps to the table', () => {
  assert.deepEqual(violationsIn(projectFolder, ['src', 'test', 'bin']), []);
});

async function cruise(name: string, files: Files): Promise<string[]> {
  const copy = join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await writeFile(join(copy, file), `${text}\n`);
  }
  for (const file of ['package.json', '.dependency-cruiser.mjs']) await cp(join(projectFolder, file), join(copy, file));
  await symlink(join(projectFolder, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return violationsIn(copy, 'bin/inside.ts' in files ? ['src', 'bin'] : ['src']);
}

function violationsIn(cwd: string, parts: string[]): string[] {
  const program = join(projectFolder, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...parts];
  const ran = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (!ran.stdout.startsWith('{')) throw new Error(`dependency-cruiser did not run: ${ran.stderr || ran.stdout}`);
  const { violations: found } = Report.parse(JSON.parse(ran.stdout)).summary;
  return found.map(({ rule, from }) => `${rule.name}: ${from}`);
}
