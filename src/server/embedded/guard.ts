import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const GUARD_LOCK = 7_305_001;
const REVIVE_PAUSE_MS_MAX = 30_000;

/**
 * Opens a connection that holds a lock for as long as this program lives. It is how a second program on the same data
 * folder is told apart from a first one that was killed: the lock goes with the connection. Undefined when the lock is
 * another program's and the server may be shared; else that throws one line.
 */
export async function holdGuard(adminUrl: string, share: boolean): Promise<pg.Client | undefined> {
  const guard = new pg.Client({ connectionString: adminUrl, application_name: 'sokoguru-guard', keepAlive: true });
  guard.on('error', () => undefined);
  await guard.connect();
  for (let attempt = 0; attempt < (share ? 1 : 15); attempt += 1) {
    if (attempt > 0) await sleep(200);
    const { rows } = await guard.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [GUARD_LOCK]);
    if (rows[0]?.held) return guard;
  }
  await guard.end();
  if (share) return undefined;
  throw new Error('another Sokoguru already runs on this data folder: stop it first, or choose another SOKOGURU_DATA');
}

/**
 * Watches the guard's connection: when the server cuts it, `revive` brings the server and a new guard back, again and
 * again with growing pauses. Answers how to stop watching; that closes the connection.
 */
export function watchGuard(first: pg.Client, revive: () => Promise<pg.Client>): () => Promise<void> {
  let stopping = false;
  let current = first;
  let reviving: Promise<void> | undefined;
  const watch = (guard: pg.Client): void => {
    current = guard;
    guard.once('end', () => {
      if (!stopping) reviving = again();
    });
  };
  const again = async (): Promise<void> => {
    for (let pause = 500; !stopping; pause = Math.min(2 * pause, REVIVE_PAUSE_MS_MAX)) {
      const guard = await revive().catch(() => undefined);
      if (guard) return watch(guard);
      await sleep(pause, undefined, { ref: false });
    }
  };
  watch(first);
  return async () => {
    stopping = true;
    await reviving;
    await current.end().catch(() => undefined);
  };
}
