import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { newId } from '../../src/kernel/ids.ts';
import { type Embedded, startEmbedded } from '../../src/server/embedded-postgres.ts';
import { type Migration, migrate, readMigrations } from '../../src/server/migrate.ts';
import {
  closeToOthers,
  type DatabaseUrls,
  prepareDatabase,
  retryRaces,
  withClient,
  withLogin,
} from '../../src/server/roles.ts';

/** One database of a test file's own, made from the migrated template, and how to drop it. */
export type TestDatabase = DatabaseUrls & {
  readonly adminUrl: string;
  readonly database: string;
  drop(): Promise<void>;
};

/** Settings that make a throw-away server quick; tests of durability start a server of their own. */
export const quickSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '200',
};

/** A server in a temporary folder, for one run of tests; its folder goes when it is stopped. */
export async function startTestServer(): Promise<Embedded> {
  const folder = await mkdtemp(join(tmpdir(), 'sokoguru-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const server = await startEmbedded({ dataFolder: folder, settings: quickSettings });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...server, stop };
}

/**
 * A new database with all migrations applied, copied from a template that the first caller makes. Any number of
 * processes may ask at once. `migrations` replaces the project's own.
 */
export async function createTestDatabase(adminUrl: string, migrations?: readonly Migration[]): Promise<TestDatabase> {
  const wanted = migrations ?? (await chosenMigrations());
  const template = await ensureTemplate(adminUrl, wanted);
  const database = `test_${newId().replaceAll('-', '')}`;
  const name = pg.escapeIdentifier(database);
  await withClient(adminUrl, (client) =>
    copyTemplate(
      client,
      `create database ${name} template ${pg.escapeIdentifier(template.name)} owner sokoguru_owner_test`,
    ),
  );
  await closeToOthers(adminUrl, database);
  const at = (url: string): string => withDatabase(url, database);
  const drop = async (): Promise<void> => {
    await withClient(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
  };
  return { ownerUrl: at(template.ownerUrl), appUrl: at(template.appUrl), adminUrl: at(adminUrl), database, drop };
}

/** The project's migrations, or those whose numbers SOKOGURU_TEST_MIGRATIONS lists (for work on a half-built tree). */
async function chosenMigrations(): Promise<Migration[]> {
  const all = await readMigrations();
  const chosen = process.env['SOKOGURU_TEST_MIGRATIONS']?.split(',');
  return chosen ? all.filter((migration) => chosen.includes(migration.name.slice(0, 4))) : all;
}

async function ensureTemplate(
  adminUrl: string,
  migrations: readonly Migration[],
): Promise<DatabaseUrls & { name: string }> {
  const hash = createHash('sha256');
  for (const migration of migrations) hash.update(`${migration.name} ${migration.hash}\n`);
  const key = hash.digest();
  const name = `template_${key.toString('hex').slice(0, 20)}`;
  const secrets = { ownerPassword: passwordFor(adminUrl, 'owner'), appPassword: passwordFor(adminUrl, 'app') };
  return await withClient(adminUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [key.readInt32BE(0)]);
    const found = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [name]);
    if (!found.rowCount) {
      await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
      const urls = await prepareDatabase({ adminUrl, database: name, secrets, instance: 'test' });
      await migrate({ ownerUrl: urls.ownerUrl, migrations });
      await retryRaces(() =>
        client.query(`alter database ${pg.escapeIdentifier(name)} is_template true allow_connections false`),
      );
    }
    const login = (kind: 'owner' | 'app', password: string): string =>
      withLogin(adminUrl, `sokoguru_${kind}_test`, password, name);
    return { name, ownerUrl: login('owner', secrets.ownerPassword), appUrl: login('app', secrets.appPassword) };
  });
}

/** Copying waits while another process copies the same template; the server calls that "in use". */
async function copyTemplate(client: pg.Client, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      if (attempt >= 20 || (error as { code?: string }).code !== '55006') throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
    }
  }
}

/** The same for every process that shares a server, and not to be guessed without its superuser's password. */
function passwordFor(adminUrl: string, role: string): string {
  return createHash('sha256').update(`${adminUrl} ${role}`).digest('base64url');
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
