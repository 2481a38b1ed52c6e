import { readSettings, type Settings } from '../environment.ts';
import type { Program } from '../program.ts';
import type { Verb } from '../verb.ts';

const SAME_CTRL_C_MS = 2_000;

/** Runs the program until Ctrl-C or SIGTERM, then stops all of it in good order. */
export const verb: Verb = {
  help: `
sokoguru start
  Menjalankan Sokoguru: basis data, pekerjaan latar, halaman dan API. Berhenti dengan Ctrl-C.
  Runs everything until Ctrl-C. Environment: PORT (3000), HOST (127.0.0.1), DATABASE_URL, SOKOGURU_DATA (.data),
  SOKOGURU_ENV (demo, test, production), SOKOGURU_TODAY (not in production), SOKOGURU_TRUST_PROXY=1 behind a proxy.`,
  run: async ({ progress }) => {
    const settings = readSettings(process.env);
    const signal = { asked: false };
    const asked = stopSignal().then(() => {
      signal.asked = true;
    });
    const program = await startUnlessAsked(settings, signal, progress);
    if (program) {
      if (!signal.asked) for (const line of greeting(program)) progress(line);
      await asked;
      progress('berhenti / stopping');
      await program.stop();
    }
    return { ok: true, json: { ok: true }, lines: ['selesai / stopped'] };
  },
};

/** Starts the program; a stop asked for meanwhile is noticed at the next step, and what was started is stopped again. */
async function startUnlessAsked(
  settings: Settings,
  signal: { readonly asked: boolean },
  progress: (line: string) => void,
): Promise<Program | undefined> {
  const { startProgram } = await import('../program.ts');
  const step = (line: string): void => {
    if (signal.asked) throw new Error('stopped while starting');
    progress(line);
  };
  try {
    return await startProgram(settings, step);
  } catch (error) {
    if (signal.asked) return undefined;
    throw error;
  }
}

/**
 * Resolves at the first Ctrl-C or SIGTERM; another one, later, ends the process at once. One Ctrl-C arrives twice when
 * npm is between (the terminal tells everyone, npm passes it on), so the next two seconds do not count.
 */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt = 0;
    const hear = (): void => {
      if (askedAt === 0) askedAt = Date.now();
      else if (Date.now() - askedAt > SAME_CTRL_C_MS) process.exit(1);
      resolve();
    };
    process.on('SIGINT', hear);
    process.on('SIGTERM', hear);
  });
}

/** What a person sees when all is up; the line with `ready` is the contract's. */
export function greeting(program: Pick<Program, 'url' | 'logins' | 'warnings'>): string[] {
  const warnings = program.warnings.map((line) => `peringatan / warning: ${line}`);
  const logins = program.logins.map(
    (one) => `  ${one.cooperative.padEnd(14)}${one.username.padEnd(12)}${one.password}`,
  );
  const heading = logins.length > 0 ? ['masuk contoh / demo sign-ins:'] : [];
  return [...warnings, `ready ${program.url}`, ...heading, ...logins];
}
