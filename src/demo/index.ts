import { z } from 'zod';
import { findCooperative } from '#cooperatives';
import type { Clock } from '#kernel/clock';
import { command } from '#kernel/command';
import { findLogged } from '#kernel/command-log';
import { type Context, systemContext } from '#kernel/context';
import type { Database } from '#kernel/database';
import { parseDate, parts } from '#kernel/dates';
import { query } from '#kernel/query';
import { makeMekarJaya } from './mekar-jaya.ts';
import { DEMO_PASSWORD } from './scene.ts';
import { makeTaniMakmur } from './tani-makmur.ts';

export type DemoParts = {
  readonly database: Database;
  readonly clock: Clock;
  /** Lets the database look at its tables again. */
  readonly analyze: () => Promise<void>;
  readonly progress: (step: string) => void;
};

export type DemoSignIn = { readonly cooperative: string; readonly username: string; readonly password: string };

const SIGN_INS: Record<string, string[]> = {
  'mekar-jaya': ['ketua', 'bendahara', 'manajer', 'teller', 'kolektor', 'pengawas', 'anggota'],
  'tani-makmur': ['ketua2', 'teller2', 'anggota2'],
};

/** Makes the two demo cooperatives unless they are there. A demo that was interrupted goes on where it stopped. */
export async function makeDemo({ database, clock, analyze, progress }: DemoParts): Promise<DemoSignIn[]> {
  const makers = { 'mekar-jaya': makeMekarJaya, 'tani-makmur': makeTaniMakmur };
  const openFrom = parseDate(`${parts(clock.today('WIB')).year - 2}-01-01`);
  for (const [slug, make] of Object.entries(makers)) {
    if (await isDone({ database, clock }, slug)) continue;
    progress(`demo: ${slug}`);
    const scene = await make({ database, clock, openFrom, analyze }, progress);
    await finish(scene.systemOn(scene.today), {}, { key: DONE });
  }
  return Object.entries(SIGN_INS).flatMap(([cooperative, usernames]) =>
    usernames.map((username) => ({ cooperative, username, password: DEMO_PASSWORD })),
  );
}

const DONE = 'demo:done';

const finish = command({
  name: 'demo.finish',
  permission: 'cooperative.create',
  input: z.strictObject({}),
  run: async () => ({ done: true }),
});

const finished = query({
  name: 'demo.finished',
  permission: 'cooperative.read',
  input: z.strictObject({}),
  run: async (scope) => (await findLogged(scope, DONE)) !== undefined,
});

async function isDone(of: Pick<Context, 'database' | 'clock'>, slug: string): Promise<boolean> {
  const cooperative = await findCooperative(of.database, slug);
  return cooperative !== undefined && finished(systemContext({ ...of, cooperative }), {});
}
