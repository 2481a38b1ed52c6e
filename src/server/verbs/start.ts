import { once } from 'node:events';
import { readSettings } from '../environment.ts';
import type { Program } from '../program.ts';
import type { Verb } from '../verb.ts';

/** Runs the program until Ctrl-C or SIGTERM, then stops all of it in good order. */
export const verb: Verb = {
  help: `
sokoguru start
  Menjalankan Sokoguru: basis data, pekerjaan latar, halaman dan API. Berhenti dengan Ctrl-C.
  Runs everything until Ctrl-C. Environment: PORT (3000), HOST (127.0.0.1), DATABASE_URL, SOKOGURU_DATA (.data),
  SOKOGURU_ENV (demo, test, production), SOKOGURU_TODAY (not in production), SOKOGURU_TRUST_PROXY=1 behind a proxy.`,
  run: async ({ progress }) => {
    const settings = readSettings(process.env);
    const asked = stopSignal();
    const started = import('../program.ts').then(({ startProgram }) => startProgram(settings, progress));
    const program = await Promise.race([started, asked.then(() => undefined)]);
    if (program) {
      for (const line of greeting(program)) progress(line);
      await asked;
    }
    progress('berhenti / stopping');
    const running = program ?? (await started);
    await running.stop();
    return { ok: true, json: { ok: true }, lines: ['selesai / stopped'] };
  },
};

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
async function stopSignal(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
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
