import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { assert } from './errors.ts';
import { isId } from './ids.ts';

const { builtins } = pg.types;
pg.types.setTypeParser(builtins.INT8, (text) => BigInt(text));
pg.types.setTypeParser(builtins.DATE, (text) => text);
pg.types.setTypeParser(builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());

/** What runs inside one transaction. Statements sent without waiting for each other share a round trip. */
export type Tx = {
  rows<Row>(statement: Sql): Promise<Row[]>;
  /** Exactly one row, or a bug. */
  one<Row>(statement: Sql): Promise<Row>;
  maybe<Row>(statement: Sql): Promise<Row | undefined>;
  /** Runs a statement and tells how many rows it touched. */
  run(statement: Sql): Promise<number>;
  /** A statement of the hot path: named, so that the server parses and plans it once a connection. */
  prepared<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;
  /**
   * Says that this statement is the transaction's last and nobody waits for what it answers: the commit is sent right behind it, in the same
   * round trip. Should it fail, nothing is committed and the transaction throws its error.
   */
  last(statement: Promise<unknown>): void;
};

export type TransactionOptions = {
  readonly readOnly?: boolean;
  /** All its statements are `prepared` ones that go by an index: one plan a connection serves them all, and none is planned again. */
  readonly hot?: boolean;
};

export type Database = {
  /** Runs `work` in one transaction inside one cooperative. Retried as a whole on serialization failure and deadlock. */
  tenant<T>(cooperativeId: string, work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Runs `work` in one transaction outside every cooperative: only platform tables can be read there. */
  platform<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * Every statement of the application goes by an index that begins with the cooperative. A plan that a connection made
 * while a table was small (foreign-key checks keep theirs) must not read the whole table for ever after.
 */
const PLANNER = '-c enable_seqscan=off';
const MAX_ATTEMPTS = 6;

/** Opens a pool as the application's role. `max` bounds the connections. */
export function openDatabase(url: string, max = 10): Database {
  const pool = new pg.Pool({
    connectionString: url,
    options: PLANNER,
    max,
    pipeline: true,
    application_name: 'sokoguru',
  } as pg.PoolConfig);
  pool.on('error', () => {
    // An idle connection was cut (the server restarted); the pool opens a new one at the next request.
  });
  // The same for one that is in use: its statement fails by itself, and without a listener the process would end.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    tenant(cooperativeId, work, options = {}) {
      assert(isId(cooperativeId), 'a tenant is named by a uuid');
      const mode = options.readOnly ? 'begin read only' : 'begin';
      const plan = options.hot ? '; set local plan_cache_mode = force_generic_plan' : '';
      return withRetry(pool, `${mode}; set local app.cooperative_id = '${cooperativeId}'${plan}`, work);
    },
    platform: (work) => withRetry(pool, 'begin', work),
    close: () => pool.end(),
  };
}

async function withRetry<T>(pool: pg.Pool, opening: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(pool, opening, work);
    } catch (error) {
      if (!isRetryable(error) || attempt >= MAX_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * 2 ** attempt));
    }
  }
}

async function inTransaction<T>(pool: pg.Pool, opening: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const begun = client.query(opening);
    begun.catch(() => {});
    const last: Promise<unknown>[] = [];
    const value = await work(transactionOn(client, last));
    // All are sent before the first answer is awaited; the first failure of them is the one that tells why.
    await Promise.all([begun, ...last, client.query('commit')]);
    return value;
  } catch (error) {
    broken = await client.query('rollback').then(
      () => undefined,
      (failure: Error) => failure,
    );
    throw error;
  } finally {
    client.release(broken);
  }
}

function transactionOn(client: pg.PoolClient, last: Promise<unknown>[]): Tx {
  const rows = async <Row>(statement: Sql): Promise<Row[]> =>
    (await client.query({ text: statement.text, values: statement.values })).rows as Row[];
  return {
    rows,
    async one<Row>(statement: Sql) {
      const found = await rows<Row>(statement);
      assert(found.length === 1 && found[0] !== undefined, `expected one row, got ${found.length}: ${statement.text}`);
      return found[0];
    },
    async maybe<Row>(statement: Sql) {
      const found = await rows<Row>(statement);
      assert(found.length <= 1, `expected at most one row: ${statement.text}`);
      return found[0];
    },
    async run(statement) {
      return (await client.query({ text: statement.text, values: statement.values })).rowCount ?? 0;
    },
    async prepared<Row>(name: string, text: string, values: readonly unknown[]) {
      return (await client.query({ name, text, values: [...values] })).rows as Row[];
    },
    last(statement) {
      statement.catch(() => {}); // Awaited with the commit; until then a failure must not end the process.
      last.push(statement);
    },
  };
}

/** The SQLSTATE of a database error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The constraint a database error names, or undefined. */
export function constraintOf(error: unknown): string | undefined {
  return error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : undefined;
}

// 40001 serialization failure, 40P01 deadlock; a clash on the command key means that the same command was decided
// by another connection meanwhile: the retry finds its answer and replays it.
function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01' || (state === '23505' && constraintOf(error) === 'command_log_key');
}
