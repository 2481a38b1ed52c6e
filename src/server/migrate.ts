import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Logger, runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { withClient } from './roles.ts';

/** The project's own migrations, db/migrations. */
export const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'db', 'migrations');

/** One migration file: its name, its text and the text's sha256 (hex, line ends counted as \n). */
export type Migration = { readonly name: string; readonly text: string; readonly hash: string };
type Applied = { readonly name: string; readonly hash: string };

const MIGRATION_LOCK = 7_305_002;

/** The migrations of a folder in the order of their names. Throws when a name is not NNNN_words.sql or a number is there twice. */
export async function readMigrations(folder: string = migrationsFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const bad = names.find((name) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name));
  if (bad) throw new Error(`migration ${bad}: its name must be like 0001_kernel.sql`);
  const twice = names.find((name, index) => names[index - 1]?.slice(0, 4) === name.slice(0, 4));
  if (twice) throw new Error(`migration ${twice}: its number is already taken`);
  return await Promise.all(
    names.map(async (name) => {
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Brings the database up to the given migrations, as its owner: the job queue's tables first, then each file in a
 * transaction of its own. Returns the names newly applied. Refuses (one line) a file that changed after it was applied, that
 * vanished, or that would come before one already applied. Two programs may call it at once: one waits.
 */
export async function migrate(options: {
  readonly ownerUrl: string;
  readonly migrations?: readonly Migration[];
  readonly onProgress?: (step: string) => void;
}): Promise<string[]> {
  const migrations = options.migrations ?? (await readMigrations());
  return await withClient(options.ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await installJobQueue(options.ownerUrl);
    const waiting = pending(await appliedMigrations(client), migrations);
    for (const migration of waiting) {
      options.onProgress?.(`database: ${migration.name}`);
      await apply(client, migration);
    }
    return waiting.map((migration) => migration.name);
  });
}

/** Which migrations are still to be applied; throws when what was applied is not the beginning of the list. */
export function pending(applied: readonly Applied[], migrations: readonly Migration[]): Migration[] {
  for (const [index, done] of applied.entries()) {
    const migration = migrations[index];
    const known = migrations.find((candidate) => candidate.name === done.name);
    if (!known) throw new Error(`migration ${done.name} was applied to this database but is not in this version`);
    if (migration?.name !== done.name)
      throw new Error(
        `migration ${migration?.name} comes before ${done.name}, which is already applied: give it a later number`,
      );
    if (migration.hash !== done.hash)
      throw new Error(`migration ${done.name} was changed after it was applied: write a new one instead`);
  }
  return migrations.slice(applied.length);
}

async function appliedMigrations(client: pg.Client): Promise<Applied[]> {
  await client.query(`
    create schema if not exists kernel_migrations;
    create table if not exists kernel_migrations.applied (
      name text primary key,
      hash text not null check (hash ~ '^[0-9a-f]{64}$'),
      applied_at timestamptz not null default now()
    )`);
  const { rows } = await client.query<Applied>('select name, hash from kernel_migrations.applied order by name');
  return rows;
}

/** A query without parameters goes by the simple protocol, so one file may hold many statements and calls. */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query('insert into kernel_migrations.applied (name, hash) values ($1, $2)', [
      migration.name,
      migration.hash,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name}: ${describe(error, migration.text)}`, { cause: error });
  }
}

/** PostgreSQL's message with the line of the file that it points at. */
function describe(error: unknown, text: string): string {
  const { message, position, where } = error as { message: string; position?: string; where?: string };
  const line = position ? ` (line ${text.slice(0, Number(position)).split('\n').length})` : '';
  return `${message}${line}${where ? ` in ${where.split('\n')[0]}` : ''}`;
}

async function installJobQueue(ownerUrl: string): Promise<void> {
  const quiet = new Logger(() => () => undefined);
  await runMigrations({ connectionString: ownerUrl, logger: quiet });
}
