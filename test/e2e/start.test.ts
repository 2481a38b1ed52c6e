import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { projectFolder } from '../../src/server/environment.ts';
import { withClient, withLogin } from '../../src/server/roles.ts';
import { buildWeb } from '../../src/server/web-build.ts';
import { testServerUrl } from '../support/database.ts';
import { interruptedStart, runVerb, startProgramProcess, withProgram } from '../support/program.ts';

/** The contract's five seconds, and as many times more as other programs want this machine's cores. */
const SECOND_START_MS_MAX = 5_000 * Math.max(1, (2 * (loadavg()[0] ?? 0)) / availableParallelism());

let folder = '';
let dataFolder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sokoguru-start-'));
  await chmod(folder, 0o755);
  dataFolder = join(folder, 'data');
  await buildWeb(projectFolder, () => undefined);
});
after(() => rm(folder, { recursive: true, force: true }));

const postmaster = (): string => join(dataFolder, 'postgres', 'data', 'postmaster.pid');

test('the first start makes the database, serves pages and API, and Ctrl-C stops all of it', async () => {
  const stopped = await withProgram({ SOKOGURU_DATA: dataFolder }, async ({ url }) => {
    assert.equal((await fetch(url)).status, 200);
    assert.equal((await fetch(`${url}/api/v1/healthz`)).status, 200);
    const unknown = await fetch(`${url}/api/v1/no-such-thing`);
    assert.match(unknown.headers.get('content-type') ?? '', /^application\/problem\+json/);
    assert.ok(existsSync(postmaster()));
  });
  assert.equal(stopped.code, 0);
  assert.match(stopped.output, /selesai \/ stopped/);
  assert.equal(existsSync(postmaster()), false, 'the database stopped too');
});

test('the second start is quick', async (t) => {
  const { code } = await withProgram({ SOKOGURU_DATA: dataFolder }, async ({ startedInMs }) => {
    t.diagnostic(`ready after ${startedInMs} ms`);
    assert.ok(startedInMs < SECOND_START_MS_MAX, `ready after ${startedInMs} ms`);
  });
  assert.equal(code, 0);
});

test('two instances run side by side; a second one on the same data is refused, a verb works beside', async () => {
  await withProgram({ SOKOGURU_DATA: dataFolder }, async (first) => {
    await withProgram({ SOKOGURU_DATA: join(folder, 'second') }, async (second) => {
      const same = await runVerb(['start'], { SOKOGURU_DATA: dataFolder, PORT: '0' });
      assert.equal(same.code, 2);
      assert.match(same.output, /another Sokoguru already runs on this data folder/);
      const migrated = await runVerb(['migrate', '--json'], { SOKOGURU_DATA: dataFolder });
      assert.equal(migrated.code, 0);
      assert.equal((JSON.parse(migrated.output) as { ok: boolean }).ok, true);
      assert.equal((await fetch(`${first.url}/api/v1/readyz`)).status, 200);
      assert.equal((await fetch(`${second.url}/api/v1/readyz`)).status, 200);
    });
  });
});

test('a program that was killed starts again on the database it left running', async () => {
  const killed = await startProgramProcess({ SOKOGURU_DATA: dataFolder });
  killed.child.kill('SIGKILL');
  await once(killed.child, 'exit');
  assert.ok(existsSync(postmaster()));
  const { code } = await withProgram({ SOKOGURU_DATA: dataFolder }, async ({ url }) => {
    assert.equal((await fetch(`${url}/api/v1/readyz`)).status, 200);
  });
  assert.equal(code, 0);
  assert.equal(existsSync(postmaster()), false);
});

test('a stop while it starts ends it in good order', async () => {
  const { code, output } = await interruptedStart({ SOKOGURU_DATA: dataFolder });
  assert.equal(code, 0);
  assert.match(output, /selesai/);
  assert.doesNotMatch(output, /^ready/m);
  assert.equal(existsSync(postmaster()), false);
});

test('a port in use is told in one line and nothing is left running', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const refused = await runVerb(['start'], { SOKOGURU_DATA: dataFolder, PORT: String(port) });
  other.close();
  assert.equal(refused.code, 2);
  assert.match(refused.output, /is already in use: choose another PORT/);
  assert.equal(existsSync(postmaster()), false);
});

test('DATABASE_URL is used instead of the embedded server', async () => {
  const adminUrl = await testServerUrl();
  const name = `hosted_${process.pid}`;
  await withClient(adminUrl, async (client) => {
    await client.query(`create role ${name} login createrole password 'hosted'`);
    const app = await client.query("select 1 from pg_roles where rolname = 'sokoguru_app'");
    if (app.rowCount) await client.query(`grant sokoguru_app to ${name} with admin option`);
    await client.query(`create database ${name} owner ${name}`);
  });
  const databaseUrl = withLogin(adminUrl, name, 'hosted', name);
  const { code } = await withProgram(
    { SOKOGURU_DATA: join(folder, 'hosted'), DATABASE_URL: databaseUrl },
    async ({ url }) => {
      assert.equal((await fetch(`${url}/api/v1/readyz`)).status, 200);
    },
  );
  assert.equal(code, 0);
  assert.equal(existsSync(join(folder, 'hosted', 'postgres')), false);
  await withClient(adminUrl, (client) => client.query(`drop database ${name} with (force)`));
});

test('a fixed day is refused in production before anything starts', async () => {
  const refused = await runVerb(['start'], {
    SOKOGURU_DATA: join(folder, 'never'),
    SOKOGURU_ENV: 'production',
    SOKOGURU_TODAY: '2026-11-20',
  });
  assert.equal(refused.code, 2);
  assert.match(refused.output, /^SOKOGURU_TODAY is refused in production[^\n]*\n$/);
  assert.equal(existsSync(join(folder, 'never')), false);
});
