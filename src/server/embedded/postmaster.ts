import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';

/** What postmaster.pid says of the server that wrote it. */
export type Postmaster = { readonly pid: number; readonly startedAt: number; readonly port: number };

/** Reads `postmaster.pid` of a data folder; undefined when there is none or it is not whole. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  const [pid, , startedAt, port] = lines.map(Number);
  if (!pid || !startedAt || !port) return undefined;
  return { pid, startedAt, port };
}

/**
 * True when that server may still be alive. A process number that now belongs to another program, or a file written
 * before the machine last started, does not count.
 */
export async function mayBeAlive(data: string, postmaster: Postmaster): Promise<boolean> {
  if (!processExists(postmaster.pid)) return false;
  if (postmaster.startedAt < Date.now() / 1000 - uptime() - 60) return false;
  if (process.platform !== 'linux') return true;
  const folder = await readlink(`/proc/${postmaster.pid}/cwd`).catch(() => undefined);
  return folder === undefined || folder === data;
}

/**
 * Removes a postmaster.pid whose process number now belongs to another program: PostgreSQL would take that program for
 * a running server and refuse to start. Left alone while any process still works in the data folder.
 */
export async function clearStale(data: string): Promise<void> {
  const postmaster = await readPostmaster(data);
  if (!postmaster || !processExists(postmaster.pid)) return;
  if ((await mayBeAlive(data, postmaster)) || (await workersRemain(data))) return;
  await rm(join(data, 'postmaster.pid'), { force: true });
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function workersRemain(data: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return folders.includes(data);
}
