import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { main, VERBS } from './cli.ts';

test('the contract’s verbs are all known', () => {
  const contract = 'start migrate demo import close-day verify-books seal backup restore export user openapi';
  assert.deepEqual(Object.keys(VERBS), contract.split(' '));
});

test('help names every verb and ends well', async () => {
  const { code, out } = await call('--help');
  assert.equal(code, 0);
  for (const verb of Object.keys(VERBS)) assert.match(out, new RegExp(`^ {2}${verb} `, 'm'));
});

test('no verb at all shows the help and could not run', async () => {
  assert.equal((await call()).code, 2);
});

test('an unknown verb could not run, with one line why', async () => {
  const { code, error } = await call('fly');
  assert.equal(code, 2);
  assert.match(error, /^perintah tidak dikenal: fly [^\n]*$/);
});

test('a name of every object is not a verb', async () => {
  assert.equal((await call('constructor')).code, 2);
});

for (const verb of Object.keys(VERBS)) {
  const here = existsSync(new URL(`./verbs/${verb}.ts`, import.meta.url));
  test(`${verb} ${here ? 'explains itself' : 'says plainly that it is not there yet'}`, async () => {
    const { code, out, error } = await call(verb, '--help');
    if (here) {
      assert.equal(code, 0);
      assert.match(out, new RegExp(`^sokoguru ${verb}`));
    } else {
      assert.equal(code, 2);
      assert.match(error, new RegExp(`^${verb}: belum tersedia di versi ini`));
    }
  });
}

test('an unknown option is refused with one line', async () => {
  const { code, error } = await call('migrate', '--fast');
  assert.equal(code, 2);
  assert.match(error, /^[^\n]*--fast[^\n]*$/);
});

test('with --json a failure is one JSON object', async () => {
  const { code, out } = await call('migrate', '--fast', '--json');
  assert.equal(code, 2);
  const { ok, error } = JSON.parse(out) as { ok: boolean; error: string };
  assert.equal(ok, false);
  assert.match(error, /--fast/);
});

async function call(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await main(args, { out: (line) => out.push(line), error: (line) => error.push(line) });
  return { code, out: out.join('\n'), error: error.join('\n') };
}
