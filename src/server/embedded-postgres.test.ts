import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { durabilityFaults, readDurability } from './durability.ts';
import { isRoot, serverAccount } from './embedded/account.ts';
import { packagedHome } from './embedded/binaries.ts';
import { readPostmaster } from './embedded/postmaster.ts';
import { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded-postgres.ts';
import { withClient } from './roles.ts';

const launcher = new URL('./embedded-postgres.ts', import.meta.url).href;
const rootOnly = { skip: isRoot() ? false : 'needs root' };
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sokoguru-embedded-'));
  await chmod(folder, 0o755);
});
after(() => rm(folder, { recursive: true, force: true }));

test('a new data folder gets a durable server that takes only its own password over the loopback address', async () => {
  const dataFolder = join(folder, 'new');
  await mkdir(join(dataFolder, 'postgres', 'data.new'), { recursive: true });
  await writeFile(join(dataFolder, 'postgres', 'data.new', 'half'), 'an interrupted first start');
  const steps: string[] = [];
  await withServer({ dataFolder, onProgress: (step) => steps.push(step) }, async (server) => {
    await withClient(server.adminUrl, async (client) => {
      assert.deepEqual(durabilityFaults(await readDurability(client)), []);
      const { rows } = await client.query(`
        select current_setting('listen_addresses') as "listens", current_setting('unix_socket_directories') as "sockets",
               current_setting('timezone') as "zone", datlocprovider as "provider", datlocale as "locale",
               pg_encoding_to_char(encoding) as "encoding", lower('ÉCOLE') as "lower"
        from pg_database where datname = 'template1'`);
      const expected = {
        listens: '127.0.0.1',
        sockets: '',
        zone: 'UTC',
        provider: 'b',
        locale: 'C.UTF-8',
        encoding: 'UTF8',
        lower: 'école',
      };
      assert.deepEqual(rows, [expected]);
    });
    const wrong = new URL(server.adminUrl);
    wrong.password = 'wrong';
    await assert.rejects(
      withClient(wrong.toString(), async () => undefined),
      /password authentication failed/,
    );
    assert.deepEqual(steps, ['making the database folder', 'starting the database']);
    assert.equal(server.adopted, false);
  });
  assert.equal(await readPostmaster(join(dataFolder, 'postgres', 'data')), undefined);
});

test('the server that a killed program left running is adopted with all it had acknowledged', async () => {
  const dataFolder = join(folder, 'new');
  const program = await startInChild(dataFolder);
  await assert.rejects(startEmbedded({ dataFolder }), /another Sokoguru already runs on this data folder/);
  await withClient(program.adminUrl, (client) => client.query('create table kept as select 42 as answer'));
  program.child.kill('SIGKILL');
  await once(program.child, 'exit');
  await withServer({ dataFolder }, async (server) => {
    assert.equal(server.adopted, true);
    assert.equal(await answer(server.adminUrl), 42);
  });
});

test('a server that was itself killed starts again by itself', async () => {
  const dataFolder = join(folder, 'new');
  await withServer({ dataFolder }, async () => {
    const postmaster = await readPostmaster(join(dataFolder, 'postgres', 'data'));
    assert.ok(postmaster);
    process.kill(postmaster.pid, 'SIGKILL');
  });
  await withServer({ dataFolder }, async (server) => {
    assert.equal(server.adopted, false);
    assert.equal(await answer(server.adminUrl), 42);
  });
});

test('a server that ends under a running program is brought back at the same address', async () => {
  await withServer({ dataFolder: join(folder, 'new') }, async (server) => {
    const killed = await readPostmaster(join(folder, 'new', 'postgres', 'data'));
    assert.ok(killed);
    process.kill(killed.pid, 'SIGKILL');
    for (let wait = 0; wait < 200 && !(await pidNow(server.adminUrl, killed.pid)); wait += 1) await sleep(100);
    assert.equal(await answer(server.adminUrl), 42);
    await assert.rejects(startEmbedded({ dataFolder: join(folder, 'new') }), /another Sokoguru already runs/);
  });
});

test('a link left where the server’s settings belong is not written through', async () => {
  const victim = join(folder, 'victim');
  await writeFile(victim, 'untouched');
  const settings = join(folder, 'new', 'postgres', 'data', 'postgresql.conf');
  await rm(settings);
  await symlink(victim, settings);
  await withServer({ dataFolder: join(folder, 'new') }, async () => undefined);
  assert.equal(await readFile(victim, 'utf8'), 'untouched');
});

test('a pid file whose number now belongs to another program does not block', async () => {
  const dataFolder = join(folder, 'new');
  const data = join(dataFolder, 'postgres', 'data');
  const account = await serverAccount(join(dataFolder, 'postgres'));
  const idle = ['-e', 'setInterval(() => {}, 1000)'];
  const other = spawn(process.execPath, idle, { stdio: 'ignore', cwd: tmpdir(), ...account });
  await once(other, 'spawn');
  try {
    const now = Math.floor(Date.now() / 1000);
    await writeFile(join(data, 'postmaster.pid'), [other.pid, data, now, 1, '', '127.0.0.1', '', 'ready'].join('\n'));
    await withServer({ dataFolder }, async (server) => assert.equal(server.adopted, false));
  } finally {
    other.kill('SIGKILL');
  }
});

test('as root, data where the server’s account cannot go lives in the system’s folder', rootOnly, async () => {
  const closed = join(folder, 'closed');
  await mkdir(closed, { mode: 0o700 });
  const dataFolder = join(closed, 'data');
  await withServer({ dataFolder }, async () => undefined);
  const place = (await readFile(join(dataFolder, 'postgres-is-elsewhere.txt'), 'utf8')).trim();
  try {
    const { uid, mode } = await stat(place);
    assert.notEqual(uid, 0);
    assert.equal(mode & 0o777, 0o700);
    await withServer({ dataFolder }, async () => undefined);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});

test('as root, programs that the server’s account cannot reach are copied beside the data', rootOnly, async () => {
  const closed = join(folder, 'private-clone');
  await mkdir(closed, { mode: 0o700 });
  await cp(packagedHome(), join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
  await withServer({ dataFolder: join(folder, 'copied'), programs: join(closed, 'native') }, async () => undefined);
});

test('programs without their links, in a folder that cannot be written, are copied too', async () => {
  const clone = join(folder, 'no-links');
  const native = join(clone, 'native');
  await cp(packagedHome(), native, {
    recursive: true,
    filter: (path) => !/\.so(\.\d+)?$/.test(path) || !/libicu|libpq\.|libecpg|libpgtypes/.test(path),
  });
  await chmod(join(native, 'lib'), 0o555);
  try {
    await withServer({ dataFolder: join(folder, 'linked'), programs: native }, async () => undefined);
  } finally {
    await chmod(join(native, 'lib'), 0o755);
  }
});

test('a normal user runs the server too', rootOnly, async () => {
  const dataFolder = join(folder, 'normal');
  await mkdir(dataFolder);
  await chown(dataFolder, 65_534, 65_534);
  const program = await startInChild(dataFolder, { uid: 65_534, gid: 65_534 });
  program.child.kill('SIGTERM');
  await once(program.child, 'exit');
  assert.equal((await stat(join(dataFolder, 'postgres'))).uid, 65_534);
  await withServer({ dataFolder }, async () => {
    const { uid } = await stat(join(dataFolder, 'postgres', 'data'));
    assert.equal(uid, 65_534, 'root keeps the data with its owner');
  });
});

/** Runs the work beside a server that is stopped whatever happens. */
async function withServer(options: EmbeddedOptions, work: (server: Embedded) => Promise<void>): Promise<void> {
  const server = await startEmbedded(options);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

/** True when a server answers there that is not the killed one. */
async function pidNow(url: string, killed: number): Promise<boolean> {
  const postmaster = await readPostmaster(join(folder, 'new', 'postgres', 'data'));
  if (!postmaster || postmaster.pid === killed) return false;
  return await withClient(url, async () => true).catch(() => false);
}

async function answer(url: string): Promise<number> {
  return await withClient(url, async (client) => {
    const { rows } = await client.query<{ answer: number }>('select answer from kept');
    return rows[0]?.answer ?? 0;
  });
}

/** Another program with an embedded server; it stops the server at SIGTERM and leaves it behind at SIGKILL. */
async function startInChild(
  dataFolder: string,
  account: { uid?: number; gid?: number } = {},
): Promise<{ child: ChildProcess; adminUrl: string }> {
  const code = `
    const { startEmbedded } = await import(${JSON.stringify(launcher)});
    const server = await startEmbedded({ dataFolder: ${JSON.stringify(dataFolder)} });
    process.once('SIGTERM', async () => { await server.stop(); process.exit(0); });
    setInterval(() => undefined, 1000);
    console.log(server.adminUrl);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: dataFolder,
    env: { ...process.env, HOME: dataFolder },
    ...account,
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, adminUrl: line.toString().trim() };
}
