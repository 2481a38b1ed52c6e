import { allCooperatives } from '#cooperatives';
import { type Authenticate, openAuthenticator, type Surroundings, surroundingsOf } from '#identity';
import { clockFromEnvironment } from '#kernel/clock';
import type { Tenant } from '#kernel/context';
import { openDatabase } from '#kernel/database';
import { keysOfThisProcess } from '#kernel/personal-data';

/** What the web of one process shares: one pool, one clock, one look-up of sessions. */
export type Runtime = {
  readonly surroundings: Surroundings;
  readonly authenticate: Authenticate;
  /** Every cooperative, for the list of the sign-in page. */
  readonly cooperatives: () => Promise<Tenant[]>;
};

const CONNECTIONS = 10;
let running: Runtime | undefined;

/** The parts of this process, opened at the first request. Throws when the server did not say where its database is. */
export function runtime(): Runtime {
  running ??= open(process.env);
  return running;
}

/** Replaces the parts: for tests of hooks and pages. */
export function useRuntime(parts: Runtime): void {
  running = parts;
}

function open(env: NodeJS.ProcessEnv): Runtime {
  const url = env['SOKOGURU_APP_DATABASE_URL'];
  if (!url) throw new Error('SOKOGURU_APP_DATABASE_URL is not set: start the web by `sokoguru start`');
  keysOfThisProcess();
  const database = openDatabase(url, Number(env['SOKOGURU_DATABASE_CONNECTIONS'] ?? CONNECTIONS));
  return runtimeOf(surroundingsOf(database, clockFromEnvironment(env)));
}

/** The parts that hang on a database and a clock. */
export function runtimeOf(surroundings: Surroundings): Runtime {
  return {
    surroundings,
    authenticate: openAuthenticator(surroundings),
    cooperatives: () => allCooperatives(surroundings.database),
  };
}
