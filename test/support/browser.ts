import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { projectFolder } from '../../src/server/environment.ts';

const UNIX_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium for the tests: SOKOGURU_CHROMIUM, else a browser of the system, else the one Playwright brought; undefined when there is none. */
export function findChromium(): string | undefined {
  const told = process.env['SOKOGURU_CHROMIUM'];
  return [...(told ? [told] : []), ...systemBrowsers(), chromium.executablePath()].find((path) => existsSync(path));
}

/**
 * Finds a Chromium or brings one: Debian's package when we are root on a system with apt-get, else Playwright's
 * download. Throws one line when none can be had.
 */
export function ensureChromium(progress: (line: string) => void): string {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    progress('memasang Chromium dari Debian / installing Chromium');
    apt('update');
    apt('install', '--yes', '--no-install-recommends', 'chromium');
  }
  if (!findChromium()) {
    progress('mengunduh Chromium / downloading Chromium');
    const cli = join(projectFolder, 'node_modules', 'playwright-core', 'cli.js');
    spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit', timeout: 600_000 });
  }
  const brought = findChromium();
  if (!brought) throw new Error('no Chromium for the browser tests: install one, or name it in SOKOGURU_CHROMIUM');
  return brought;
}

/** Opens the browser without a window. Close it when the tests have ended. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium for the browser tests: run them by npm test, which brings one');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return await chromium.launch({ executablePath, args: [...FLAGS, ...sandbox] });
}

function systemBrowsers(): string[] {
  if (process.platform === 'win32') {
    const homes = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name] ?? '');
    return homes.flatMap((home) => [
      join(home, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(home, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]);
  }
  const applications = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  );
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...folders.flatMap((folder) => UNIX_NAMES.map((name) => join(folder, name))), ...applications];
}

function apt(...args: string[]): void {
  spawnSync('apt-get', ['-q', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
  });
}
