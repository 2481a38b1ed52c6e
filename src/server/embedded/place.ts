import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { canTraverse, isRoot, serverAccount } from './account.ts';
import { type Binaries, binariesIn, copyBinaries, hydrateLinks } from './binaries.ts';
import type { Account } from './run.ts';

/** Where an embedded server lives: its folder (`folder/data` is PostgreSQL's own), its programs and its account. */
export type Place = {
  readonly folder: string;
  readonly data: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
};

/**
 * Decides where the server of this data folder lives and makes that folder. Normally `<dataFolder>/postgres`. When we
 * are root the server runs as another account; if that account cannot pass through to the folder (a clone under a
 * 0700 home), the server lives under the system's folder of variable data instead, named by a hash of the path.
 * `programs` is the folder of PostgreSQL's programs; it is copied when it cannot be used where it is.
 */
export async function preparePlace(dataFolder: string, programs: string): Promise<Place> {
  const home = resolve(dataFolder);
  await mkdir(home, { recursive: true });
  const near = join(home, 'postgres');
  const account = await serverAccount(near);
  const folder = account ? await folderFor(home, near, account) : near;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account) await takeOver(folder, account);
  return { folder, data: join(folder, 'data'), binaries: await usableBinaries(programs, folder, account), account };
}

async function folderFor(home: string, near: string, account: Account): Promise<string> {
  const mode = (await stat(home)).mode & 0o7777;
  if ((mode & 0o011) !== 0o011) await chmod(home, mode | 0o011);
  if (await canTraverse(home, account)) return near;
  const far = join(
    await variableData(account),
    `sokoguru-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`,
  );
  const note = join(home, 'postgres-is-elsewhere.txt');
  if ((await readFile(note, 'utf8').catch(() => '')) !== `${far}\n`) await writeFile(note, `${far}\n`);
  return far;
}

/** The first of the system's folders for lasting data that the account can reach; the temporary folder comes last. */
async function variableData(account: Account): Promise<string> {
  for (const folder of ['/var/lib', '/var/local', '/var/tmp', tmpdir()]) {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() && (await canTraverse(folder, account))) return folder;
  }
  throw new Error(
    'PostgreSQL cannot run as root, and no folder is reachable for its own account: start as a normal user',
  );
}

/** Gives the server's folder to its account, and refuses a folder somebody else put in its place. */
async function takeOver(folder: string, account: Account): Promise<void> {
  const found = await stat(folder);
  if (found.uid !== 0 && found.uid !== account.uid)
    throw new Error(`${folder} belongs to another user (uid ${found.uid})`);
  await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
}

async function usableBinaries(home: string, folder: string, account: Account | undefined): Promise<Binaries> {
  const linked = await hydrateLinks(home);
  const reachable = !account || (await canTraverse(join(home, 'bin'), account));
  if (linked && reachable) return binariesIn(home);
  const version = createHash('sha256')
    .update(home)
    .update(await packageVersion(home))
    .digest('hex')
    .slice(0, 12);
  const copied = await copyBinaries(home, join(folder, `programs-${version}`));
  if (account && isRoot()) await chmod(copied.home, 0o755);
  return copied;
}

async function packageVersion(home: string): Promise<string> {
  return await readFile(join(home, '..', 'package.json'), 'utf8').catch(() => '');
}
