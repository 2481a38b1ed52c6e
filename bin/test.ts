/**
 * All checks, as `npm test` runs them: types, format and lint, boundaries, tests, browser tests. Ends with the line
 * `N passed, N failed` and exit code 1 when anything failed.
 *   npm test                      everything
 *   npm test -- unit src/kernel   only these parts (types lint boundaries unit browser), only tests under these paths
 */
import { spawn } from 'node:child_process';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { projectFolder } from '../src/server/environment.ts';
import { buildWeb } from '../src/server/web-build.ts';
import { ensureChromium } from '../test/support/browser.ts';
import { startTestServer } from '../test/support/server.ts';

const PARTS = ['types', 'lint', 'boundaries', 'unit', 'browser'];
const TEST_MS_MAX = 600_000;
const tally = { passed: 0, failed: 0, skipped: 0 };

const words = process.argv.slice(2);
const parts = PARTS.filter((part) => words.includes(part));
const paths = words.filter((word) => !PARTS.includes(word));
const wanted = (part: string): boolean => parts.length === 0 || parts.includes(part);
const say = (line: string): void => console.log(line);

const cli = (name: string, file: string): string => join(projectFolder, 'node_modules', name, file);

await step('types', 'svelte-kit sync', () => program(cli('@sveltejs/kit', 'svelte-kit.js'), ['sync']));
await step('types', 'svelte-check', () =>
  program(cli('svelte-check', 'bin/svelte-check'), [
    '--tsconfig',
    'tsconfig.json',
    '--threshold',
    'error',
    '--output',
    'human',
  ]),
);
await step('lint', 'biome', () =>
  program(cli('@biomejs/biome', 'bin/biome'), ['check', '--error-on-warnings', '--max-diagnostics', '40']),
);
await step('boundaries', 'dependency-cruiser', () =>
  program(cli('dependency-cruiser', 'bin/dependency-cruiser.mjs'), [
    '--config',
    '.dependency-cruiser.mjs',
    'src',
    'test',
    'bin',
  ]),
);
if (wanted('unit')) await unitTests();
if (wanted('browser')) await browserTests();

if (tally.skipped > 0) say(`${tally.skipped} skipped (see above why)`);
say(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);

async function unitTests(): Promise<void> {
  const files = await testFiles(['src/**/*.test.ts', 'test/**/*.test.ts'], (file) => !isBrowserTest(file));
  await withTestServer(() => testRun('tests', files, 2));
}

async function browserTests(): Promise<void> {
  const files = await testFiles(['test/e2e/**/*.test.ts'], () => true);
  if (files.length === 0) return;
  const ready =
    (await step('browser', 'chromium', async () => {
      process.env['SOKOGURU_CHROMIUM'] = ensureChromium(say);
    })) && (await step('browser', 'web build', () => buildWeb(projectFolder, say)));
  if (ready) await withTestServer(() => testRun('browser tests', files, 2));
}

/** One database server for many test files; none is left named behind, so that the next part starts its own. */
async function withTestServer(work: () => Promise<void>): Promise<void> {
  if (process.env['SOKOGURU_TEST_SERVER']) return work();
  const server = await startTestServer();
  process.env['SOKOGURU_TEST_SERVER'] = server.adminUrl;
  try {
    await work();
  } finally {
    delete process.env['SOKOGURU_TEST_SERVER'];
    await server.stop();
  }
}

/** One check that is a program of its own: it counts as one that passed or failed. */
async function step(part: string, name: string, work: () => Promise<unknown>): Promise<boolean> {
  if (!wanted(part)) return true;
  const began = Date.now();
  try {
    await work();
    tally.passed += 1;
    say(`ok   ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    tally.failed += 1;
    say(`FAIL ${name}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

async function program(file: string, args: string[]): Promise<void> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  say(output.trim());
  throw new Error(`exit code ${code}`);
}

/** The project's test files below the paths asked for, in the order of their names. */
async function testFiles(patterns: string[], keep: (file: string) => boolean): Promise<string[]> {
  const found = await Array.fromAsync(glob(patterns, { cwd: projectFolder }));
  const portable = found.map((file) => file.replaceAll('\\', '/')).filter(keep);
  const chosen = portable.filter((file) => paths.length === 0 || paths.some((path) => file.startsWith(path)));
  return chosen.sort().map((file) => join(projectFolder, file));
}

function isBrowserTest(file: string): boolean {
  return file.startsWith('test/e2e/');
}

/** Runs test files in processes of their own and counts each test (not the suites around them). */
async function testRun(name: string, files: string[], concurrency: number): Promise<void> {
  say(`${name}: ${files.length} files`);
  const stream = run({ files, concurrency, timeout: TEST_MS_MAX, cwd: projectFolder });
  stream.on('test:pass', ({ details, skip }) => {
    if (details.type === 'suite') return;
    if (skip !== undefined && skip !== false) tally.skipped += 1;
    else tally.passed += 1;
  });
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') tally.failed += 1;
  });
  for await (const text of stream.compose(spec)) process.stdout.write(text);
}
