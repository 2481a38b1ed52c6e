import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const WAIT_MS_MAX = 300_000;
const ROOT_FILES = ['package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];

/**
 * Builds the web into `<folder>/build` when its sources changed since the last build. Two programs that start at once
 * build once. Answers whether it built; throws one line with the end of vite's output when the build fails.
 */
export async function buildWeb(folder: string, progress: (step: string) => void): Promise<boolean> {
  const stamp = join(folder, 'build', '.sokoguru-sources');
  const wanted = await hashSources(folder);
  if ((await readText(stamp)) === wanted) return false;
  const release = await takeLock(join(folder, 'node_modules', '.sokoguru-build.lock'), progress);
  try {
    if ((await readText(stamp)) === wanted) return false;
    progress('membangun halaman web / building the web');
    await runVite(folder);
    await writeFile(stamp, wanted);
    return true;
  } finally {
    await release();
  }
}

/** One hash over all that the web is made of: every source that is not a test, in the order of their paths. */
export async function hashSources(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const found = await Promise.all(['src', 'static'].map((part) => filesUnder(join(folder, part))));
  const files = [...ROOT_FILES.map((name) => join(folder, name)), ...found.flat().sort()];
  for (const file of files) {
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    hash.update(`${relative(folder, file).split(sep).join('/')} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function runVite(folder: string): Promise<void> {
  const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4_000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  process.stderr.write(output);
  throw new Error('the web could not be built: see the lines above');
}

/** A file that names the process which builds; one whose process is gone does not count. */
async function takeLock(path: string, progress: (step: string) => void): Promise<() => Promise<void>> {
  const until = Date.now() + WAIT_MS_MAX;
  for (let told = false; Date.now() < until; await sleep(300)) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!told) progress('menunggu pembangunan lain / waiting for another build');
    told = true;
    if (!isAlive(Number(await readText(path)))) await rm(path, { force: true });
  }
  throw new Error(`another build does not end: remove ${path} and try again`);
}

function isAlive(pid: number): boolean {
  if (!pid) return true; // The file was just made and is still empty, or is gone: look again.
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function readText(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch(() => undefined);
}
