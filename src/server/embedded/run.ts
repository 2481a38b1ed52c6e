import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** The system account a server runs as when this program is root: PostgreSQL itself refuses to be root. */
export type Account = { readonly uid: number; readonly gid: number };

type RunOptions = { readonly cwd: string; readonly account: Account | undefined; readonly timeoutMs: number };

/**
 * Runs one of PostgreSQL's programs to its end and returns its exit code with all it printed. It waits for the end of
 * the program and not of its pipes, because on Windows the server it starts inherits them.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  options: RunOptions,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      timeout: options.timeoutMs,
      ...(options.account ?? {}),
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      if (output.length < 20_000) output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('exit', (code) => {
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ code: code ?? -1, output: output.trim() });
      }, 20);
    });
  });
}

/** The program's environment without the PG* variables of whoever called us, in the plain C locale. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/i.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/** A port of the loopback address that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
