/**
 * What every command of ours does first, on whatever Node of 20 or newer the machine has: install the packages that
 * package-lock.json names when they are not all there, then go on under the Node 24 that came with them.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const WANTED_MAJOR = 24;
/** Where Node keeps what it compiled: a second start is a second faster. */
const COMPILE_CACHE = join('node_modules', '.cache', 'node-compile');

/**
 * Installs what is missing and runs `entry` (a path inside the project) with `args` under Node 24: in this process when
 * it is one, else in a child whose exit code becomes ours.
 * @param {string} entry
 * @param {string[]} args
 */
export async function run(entry, args) {
  try {
    await install(root);
    const node = nodeFor(root, process.versions.node);
    if (node === undefined) {
      nodeModule.enableCompileCache?.(join(root, COMPILE_CACHE));
      process.argv = [process.execPath, join(root, entry), ...args];
      await import(pathToFileURL(join(root, entry)).href);
      return;
    }
    process.exitCode = await passOn(node, [join(root, entry), ...args], {
      env: { NODE_COMPILE_CACHE: join(root, COMPILE_CACHE), ...process.env },
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}

/**
 * Runs `npm ci --ignore-scripts` unless the packages in place are those of the lock file.
 * @param {string} folder
 */
export async function install(folder) {
  const stamp = join(folder, 'node_modules', '.sokoguru-lock');
  const lock = readFileSync(join(folder, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if (readText(stamp) === hash) return;
  if (!isInstalled(folder, JSON.parse(lock.toString()))) {
    console.error('memasang paket (pertama kali, satu sampai beberapa menit) / installing packages ...');
    await npmCi(folder);
  }
  writeFileSync(stamp, hash);
}

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Locked
 */

/**
 * True when npm's own record of what it installed has every package of the lock file that this machine needs.
 * @param {string} folder
 * @param {{ packages?: Record<string, Locked> }} lock
 */
export function isInstalled(folder, lock) {
  const text = readText(join(folder, 'node_modules', '.package-lock.json'));
  if (text === undefined) return false;
  /** @type {Record<string, Locked>} */
  const installed = JSON.parse(text).packages ?? {};
  return Object.entries(lock.packages ?? {}).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true;
    const found = installed[path];
    if (found === undefined) return wanted.optional === true && !isForThisMachine(wanted);
    return found.version === wanted.version && existsSync(join(folder, path, 'package.json'));
  });
}

/**
 * An optional package that names this system is needed; one that names none is only the helper of another.
 * @param {Locked} wanted
 */
function isForThisMachine({ os, cpu, libc }) {
  return os?.includes(process.platform) && (cpu?.includes(process.arch) ?? true) && !libc;
}

/** @param {string} folder */
async function npmCi(folder) {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const cli = npmCli();
  const beat = setInterval(() => console.error('  ... masih memasang / still installing'), 15_000);
  const code = cli
    ? await passOn(process.execPath, [cli, ...args], { cwd: folder })
    : await passOn('npm', args, { cwd: folder, shell: process.platform === 'win32' });
  clearInterval(beat);
  if (code !== 0) throw new Error('npm could not install the packages: see its message above (is there a network?)');
}

/** npm's own program, so that no shell and no .cmd file is needed to start it. */
function npmCli() {
  const beside = dirname(process.execPath);
  const places = [
    process.env['npm_execpath'],
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ];
  return places.find((place) => place?.endsWith('npm-cli.js') && existsSync(place));
}

/**
 * The Node 24 to go on with, or undefined when this one will do. Throws when the packages bring none for this machine
 * and its own is too old.
 * @param {string} folder
 * @param {string} version
 * @param {string} platform
 * @param {string} arch
 * @returns {string | undefined}
 */
export function nodeFor(folder, version, platform = process.platform, arch = process.arch) {
  if (Number.parseInt(version, 10) >= WANTED_MAJOR) return undefined;
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const home = join(folder, 'node_modules', name);
  const manifest = readText(join(home, 'package.json'));
  if (manifest === undefined) {
    throw new Error(
      `Node ${WANTED_MAJOR} or newer is needed on this machine (${platform} ${arch}), this is ${version}`,
    );
  }
  return join(home, JSON.parse(manifest).bin.node);
}

/**
 * Runs a program in our place: it gets our input and output, and its exit code is answered. Signals are passed on.
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd?: string, shell?: boolean, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
export function passOn(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', windowsHide: true, ...options });
    // Ctrl-C reaches the child by the terminal; a signal sent to us alone is handed on. Either way the child ends first.
    /** @param {NodeJS.Signals} signal */
    const hand = (signal) => child.kill(signal);
    const wait = () => {};
    process.on('SIGTERM', hand);
    process.on('SIGINT', process.stdin.isTTY ? wait : hand);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', hand);
      process.removeAllListeners('SIGINT');
      resolve(signal ? 1 : (code ?? 1));
    });
  });
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
