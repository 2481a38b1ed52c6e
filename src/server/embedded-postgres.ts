import { lchown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { packagedHome } from './embedded/binaries.ts';
import { holdGuard, watchGuard } from './embedded/guard.ts';
import { type Place, preparePlace } from './embedded/place.ts';
import { clearStale, mayBeAlive, readPostmaster } from './embedded/postmaster.ts';
import { freePort, runProgram } from './embedded/run.ts';
import { accessRules, type ServerSettings, serverConfiguration } from './embedded/settings.ts';
import { loadSecrets } from './secrets.ts';

const SUPERUSER = 'postgres';
const START_ATTEMPTS = 5;
const ADOPT_WAIT_MS = 60_000;

/** A running embedded server: the superuser's address, its port, whether it was found running, and how to stop it. */
export type Embedded = {
  readonly adminUrl: string;
  readonly port: number;
  readonly adopted: boolean;
  readonly stop: () => Promise<void>;
};

export type EmbeddedOptions = {
  readonly dataFolder: string;
  readonly onProgress?: (step: string) => void;
  /** Use a server that another live program runs here beside it (it is then not ours to stop), instead of refusing. */
  readonly share?: boolean;
  /** For tests only: settings that differ from the durable defaults. */
  readonly settings?: ServerSettings;
  /** For tests only: the folder of PostgreSQL's programs (bin, lib, share) instead of the installed package's. */
  readonly programs?: string;
};

/**
 * Starts the real PostgreSQL that comes with the packages, with its data under `dataFolder`, or adopts the one that a
 * killed program left running there. Only this program knows its passwords, and it listens on the loopback address only.
 * Throws one line when it cannot run, or when another live program already uses this data folder.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const progress = options.onProgress ?? (() => undefined);
  const secrets = await loadSecrets(options.dataFolder);
  const place = await preparePlace(options.dataFolder, options.programs ?? packagedHome());
  if (!(await exists(join(place.data, 'PG_VERSION')))) {
    progress('making the database folder');
    await initialise(place, secrets.superuserPassword);
  }
  await refuseOtherMajor(place);
  const password = secrets.superuserPassword;
  const running = await adopt(place, password, progress);
  if (!running) progress('starting the database');
  const port = running ?? (await startServer(place, options.settings));
  const adminUrl = urlOf(port, password);
  const guard = await holdGuard(adminUrl, options.share === true && running !== undefined);
  if (!guard) return { adminUrl, port, adopted: true, stop: async () => undefined };
  const endWatch = watchGuard(guard, () => revive(place, { port, password, settings: options.settings }));
  const stop = async (): Promise<void> => {
    await endWatch();
    await stopServer(place);
  };
  return { adminUrl, port, adopted: running !== undefined, stop };
}

type Revival = { readonly port: number; readonly password: string; readonly settings: ServerSettings | undefined };

/** Brings a server back that ended under us, at the port that everybody here already knows. */
async function revive(place: Place, { port, password, settings }: Revival): Promise<pg.Client> {
  const running = await adopt(place, password, () => undefined);
  if (running === undefined) await startServer(place, settings, port);
  const guard = await holdGuard(urlOf(port, password), false);
  if (!guard) throw new Error('the guard of the revived server is held by another program');
  return guard;
}

/** Makes the database folder beside its place and then renames it: an interrupted try leaves nothing half-made. */
async function initialise(place: Place, password: string): Promise<void> {
  const draft = join(place.folder, 'data.new');
  const passwordFile = join(place.folder, 'password.new');
  await rm(draft, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (place.account) await lchown(passwordFile, place.account.uid, place.account.gid);
  const args = [
    `--pgdata=${draft}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ];
  try {
    const made = await runProgram(place.binaries.initdb, args, {
      cwd: place.folder,
      account: place.account,
      timeoutMs: 180_000,
    });
    if (made.code !== 0) throw new Error(`the database folder could not be made: ${lastLine(made.output)}`);
    await rename(draft, place.data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function refuseOtherMajor(place: Place): Promise<void> {
  const found = (await readFile(join(place.data, 'PG_VERSION'), 'utf8')).trim();
  const shown = await runProgram(place.binaries.pgCtl, ['--version'], {
    cwd: place.folder,
    account: place.account,
    timeoutMs: 20_000,
  });
  const ours = /(\d+)/.exec(shown.output)?.[1];
  if (shown.code !== 0) throw new Error(`PostgreSQL's programs do not run on this machine: ${lastLine(shown.output)}`);
  if (found !== ours)
    throw new Error(
      `the data folder was made by PostgreSQL ${found}, this version brings ${ours}: restore a backup into a new folder`,
    );
}

/** The port of a server that already runs on this folder and takes our password; waits while it starts or stops. */
async function adopt(place: Place, password: string, progress: (step: string) => void): Promise<number | undefined> {
  const until = Date.now() + ADOPT_WAIT_MS;
  for (let told = false; Date.now() < until; await sleep(200)) {
    const postmaster = await readPostmaster(place.data);
    if (!postmaster || !(await mayBeAlive(place.data, postmaster))) break;
    const answer = await tryServer(urlOf(postmaster.port, password), place.data);
    if (answer === 'ours') return postmaster.port;
    if (answer === 'refused')
      throw new Error(`a database server runs on ${place.data} with another password: secrets.json is not its own`);
    if (!told) progress('waiting for the database that is still running');
    told = true;
  }
  await clearStale(place.data);
  return undefined;
}

async function tryServer(url: string, data: string): Promise<'ours' | 'refused' | 'silent'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
    return rows[0]?.folder === data.replaceAll('\\', '/') || rows[0]?.folder === data ? 'ours' : 'silent';
  } catch (error) {
    return (error as { code?: string }).code === '28P01' ? 'refused' : 'silent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function startServer(place: Place, settings?: ServerSettings, wantedPort?: number): Promise<number> {
  const log = join(place.folder, 'start.log');
  let reason = '';
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const port = wantedPort ?? (await freePort());
    await writeServerFile(place, 'postgresql.conf', serverConfiguration(port, settings));
    await writeServerFile(place, 'pg_hba.conf', accessRules);
    await rm(log, { force: true });
    const args = ['start', '-w', '-t', '120', '-s', '-D', place.data, '-l', log];
    const started = await runProgram(place.binaries.pgCtl, args, {
      cwd: place.folder,
      account: place.account,
      timeoutMs: 150_000,
    });
    if (started.code === 0) return port;
    reason = lastLine(await readFile(log, 'utf8').catch(() => started.output)) || lastLine(started.output);
    await sleep(300 * attempt);
  }
  throw new Error(`the embedded database did not start: ${reason} (see ${log} and ${join(place.data, 'log')})`);
}

async function writeServerFile(place: Place, name: string, text: string): Promise<void> {
  const path = join(place.data, name);
  await mkdir(place.data, { recursive: true });
  // Removed and made anew: the folder is another account's, which could have left a link here for us to write through.
  await rm(path, { force: true });
  await writeFile(path, text, { mode: 0o600, flag: 'wx' });
  if (place.account) await lchown(path, place.account.uid, place.account.gid);
}

async function stopServer(place: Place): Promise<void> {
  if (!(await runs(place))) return;
  const args = ['stop', '-w', '-t', '60', '-s', '-m', 'fast', '-D', place.data];
  const { account, folder: cwd } = place;
  const stopped = await runProgram(place.binaries.pgCtl, args, { cwd, account, timeoutMs: 90_000 });
  if (stopped.code !== 0 && (await runs(place))) {
    throw new Error(`the embedded database did not stop: ${lastLine(stopped.output)}`);
  }
}

async function runs(place: Place): Promise<boolean> {
  const postmaster = await readPostmaster(place.data);
  return postmaster !== undefined && (await mayBeAlive(place.data, postmaster));
}

function urlOf(port: number, password: string): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
