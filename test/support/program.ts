import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder } from '../../src/server/environment.ts';

/** A `sokoguru start` that runs in a process of its own, as a person starts it. */
export type RunningProgram = {
  readonly url: string;
  readonly child: ChildProcess;
  readonly startedInMs: number;
  /** All it printed so far. */
  readonly output: () => string;
  /** Asks it to stop as one Ctrl-C under npm does, which arrives twice; answers its exit code. */
  stop(): Promise<number | null>;
};

const READY_MS_MAX = 180_000;

/** Does the work beside a running program, then stops it, whatever happened; answers what it printed and its exit code. */
export async function withProgram(
  env: NodeJS.ProcessEnv,
  work: (program: RunningProgram) => Promise<void>,
): Promise<{ code: number | null; output: string }> {
  const program = await startProgramProcess(env);
  let code: number | null = null;
  try {
    await work(program);
  } finally {
    code = await program.stop();
  }
  return { code, output: program.output() };
}

/** Starts the program with these variables on a free port and waits for its `ready` line. Throws with its output when it ends before. */
export async function startProgramProcess(env: NodeJS.ProcessEnv): Promise<RunningProgram> {
  const began = Date.now();
  const { child, output } = sokoguru(['start'], { PORT: '0', ...env });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  let ended = false;
  exit.then(() => {
    ended = true;
  });
  while (!/^ready http/m.test(output())) {
    if (ended || Date.now() - began > READY_MS_MAX) throw new Error(`the program did not become ready: ${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = (): Promise<number | null> => {
    child.kill('SIGINT');
    setTimeout(() => child.kill('SIGINT'), 20);
    return exit;
  };
  const url = /^ready (http\S+)/m.exec(output())?.[1] ?? '';
  return { url, child, output, startedInMs: Date.now() - began, stop };
}

/** Starts the program and stops it at its first line of progress, before it is ready. */
export async function interruptedStart(env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  const { child, output } = sokoguru(['start'], { PORT: '0', ...env });
  child.stdout?.once('data', () => child.kill('SIGINT'));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

/** Runs one verb to its end. */
export async function runVerb(
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = sokoguru(args, env);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

function sokoguru(args: string[], env: NodeJS.ProcessEnv): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(projectFolder, 'bin', 'sokoguru'), ...args], {
    env: { ...process.env, SOKOGURU_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return { child, output: () => output };
}
