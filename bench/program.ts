import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readSettings } from '../src/server/environment.ts';
import { type Instance, openInstance } from '../src/server/instance.ts';
import { loadSecrets } from '../src/server/secrets.ts';

/** The real program, started as `npm start` starts it, with durable settings and an empty database. */
export type RunningProgram = {
  readonly url: string;
  readonly instance: Instance;
  /** The superuser's address: for the peer that runs on the same server. */
  readonly adminUrl: string;
  readonly pid: number;
  /** Runs a verb of the command line beside it. */
  verb(...words: string[]): ChildProcess;
  stop(): Promise<void>;
};

/** Starts the program in a temporary folder and waits for `ready`. `demo` keeps the demo cooperative. */
export async function startProgram(options: { demo: boolean }): Promise<RunningProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'sokoguru-bench-'));
  const env = {
    ...process.env,
    SOKOGURU_DATA: folder,
    SOKOGURU_ENV: options.demo ? 'demo' : 'test',
    PORT: '0',
    LOG_LEVEL: 'error',
  };
  const verb = (...words: string[]) =>
    spawn(process.execPath, [join(import.meta.dirname, '..', 'bin', 'cli.ts'), ...words], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const child = verb('start');
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the program ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = /^ready (http:\S+)/.exec(line);
      if (ready?.[1]) resolve(ready[1]);
    });
  });
  const instance = await openInstance(readSettings(env), { share: true, progress: () => undefined });
  const secrets = await loadSecrets(folder);
  const admin = new URL(instance.appUrl);
  admin.username = 'postgres';
  admin.password = secrets.superuserPassword;
  admin.pathname = '/postgres';
  return {
    url,
    instance,
    adminUrl: admin.href,
    pid: child.pid ?? 0,
    verb,
    async stop() {
      await instance.close();
      child.kill('SIGTERM');
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
