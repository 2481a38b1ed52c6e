import pg from 'pg';
import type { Secrets } from './secrets.ts';

/** The role that holds the application's rights; it cannot sign in, each instance's login is a member of it. */
export const APP_ROLE = 'sokoguru_app';
const OLDEST_SERVER = 150_000;
const ATTEMPTS = 8;
/** What PostgreSQL says when two programs made the same role, right or database at one moment. */
const RACE_CODES = new Set(['42710', '23505', '42P04', 'XX000', '40001', '40P01']);

type Passwords = Pick<Secrets, 'ownerPassword' | 'appPassword'>;
export type DatabaseUrls = { readonly ownerUrl: string; readonly appUrl: string };

/**
 * Makes ready a database on a server of our own: the roles, the database that belongs to the owner's login, and the
 * right to connect for the application alone. `instance` names the two logins (default: the database's name). May run
 * any number of times, also at once in several programs.
 */
export async function prepareDatabase(options: {
  readonly adminUrl: string;
  readonly database: string;
  readonly secrets: Passwords;
  readonly instance?: string;
}): Promise<DatabaseUrls> {
  const { adminUrl, database, secrets } = options;
  const owner = loginName('owner', options.instance ?? database);
  const app = loginName('app', options.instance ?? database);
  await withClient(adminUrl, async (client) => {
    await refuseOldServer(client);
    await ensureLogin(client, owner, secrets.ownerPassword);
    await ensureAppLogin(client, app, secrets.appPassword);
    await createDatabase(client, { database, owner });
  });
  await closeToOthers(adminUrl, database);
  return {
    ownerUrl: withLogin(adminUrl, owner, secrets.ownerPassword, database),
    appUrl: withLogin(adminUrl, app, secrets.appPassword, database),
  };
}

/**
 * Makes ready the database of `DATABASE_URL`: its user is the owner and makes the application's login. Throws one line
 * when the server is older than PostgreSQL 15 or the user may not make roles.
 */
export async function prepareExternal(options: {
  readonly databaseUrl: string;
  readonly secrets: Passwords;
}): Promise<DatabaseUrls> {
  const { databaseUrl, secrets } = options;
  const database = await withClient(databaseUrl, async (client) => {
    await refuseOldServer(client);
    const name = await databaseName(client);
    await refuseWithoutRoleRight(client);
    await ensureAppLogin(client, loginName('app', name), secrets.appPassword);
    await retryRaces(() => client.query(`grant connect on database ${pg.escapeIdentifier(name)} to ${APP_ROLE}`));
    return name;
  });
  return {
    ownerUrl: databaseUrl,
    appUrl: withLogin(databaseUrl, loginName('app', database), secrets.appPassword, database),
  };
}

/** Lets only the owner and the application connect to this database. A copy of a template needs it again. */
export async function closeToOthers(adminUrl: string, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  await withClient(adminUrl, (client) =>
    retryRaces(async () => {
      await client.query(`revoke all on database ${name} from public`);
      await client.query(`grant connect on database ${name} to ${APP_ROLE}`);
    }),
  );
}

/** The name of an instance's login, e.g. sokoguru_app_main; at most 63 characters of a-z, 0-9 and _. */
export function loginName(kind: 'owner' | 'app', instance: string): string {
  const plain = instance.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  return `sokoguru_${kind}_${plain}`.slice(0, 63);
}

/** The same server's address for another login and database. */
export function withLogin(url: string, user: string, password: string, database: string): string {
  const changed = new URL(url);
  changed.username = encodeURIComponent(user);
  changed.password = encodeURIComponent(password);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.toString();
}

/** Connects, does the work and always closes the connection. */
export async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 15_000,
    application_name: 'sokoguru-setup',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Repeats work that two programs may do at the same moment and that is harmless to repeat. */
export async function retryRaces<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (attempt >= ATTEMPTS || !RACE_CODES.has(code)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt + Math.random() * 50));
    }
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: string; version: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as version",
  );
  refuseOldVersion(Number(rows[0]?.number ?? 0), rows[0]?.version ?? 'unknown');
}

/** Throws one line when `server_version_num` is older than PostgreSQL 15. */
export function refuseOldVersion(number: number, version: string): void {
  if (number < OLDEST_SERVER) throw new Error(`PostgreSQL 15 or newer is needed, this server is ${version}`);
}

async function refuseWithoutRoleRight(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ user: string; able: boolean }>(
    'select rolname as user, rolsuper or rolcreaterole as able from pg_roles where rolname = current_user',
  );
  if (!rows[0]?.able) {
    const user = rows[0]?.user ?? 'of DATABASE_URL';
    throw new Error(
      `the database user ${user} may not make roles: run ALTER ROLE ${user} CREATEROLE as superuser, then start again`,
    );
  }
}

async function ensureAppLogin(client: pg.Client, login: string, password: string): Promise<void> {
  await ensureRole(client, APP_ROLE, 'nologin');
  await ensureLogin(client, login, password);
  const member = await client.query(
    'select 1 from pg_auth_members where roleid = $1::regrole and member = $2::regrole',
    [APP_ROLE, login],
  );
  if (member.rowCount) return;
  try {
    await retryRaces(() => client.query(`grant ${APP_ROLE} to ${pg.escapeIdentifier(login)}`));
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new Error(
      `the database user may not grant ${APP_ROLE}: as superuser run GRANT ${APP_ROLE} TO its name WITH ADMIN OPTION, then start again`,
    );
  }
}

async function ensureLogin(client: pg.Client, login: string, password: string): Promise<void> {
  const rights = 'login inherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls';
  await ensureRole(client, login, 'login inherit');
  const { rows } = await client.query<{ plain: boolean }>(
    'select not (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls) as plain from pg_roles where rolname = $1',
    [login],
  );
  const change = rows[0]?.plain ? 'login inherit' : rights;
  const secret = pg.escapeLiteral(password);
  await retryRaces(() => client.query(`alter role ${pg.escapeIdentifier(login)} ${change} password ${secret}`));
}

async function ensureRole(client: pg.Client, role: string, rights: string): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (found.rowCount) return;
  try {
    await client.query(`create role ${pg.escapeIdentifier(role)} ${rights}`);
  } catch (error) {
    if (!RACE_CODES.has((error as { code?: string }).code ?? '')) throw error;
  }
}

async function createDatabase(
  client: pg.Client,
  made: { readonly database: string; readonly owner: string },
): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [made.database]);
  if (found.rowCount) return;
  const name = pg.escapeIdentifier(made.database);
  try {
    await client.query(
      `create database ${name} owner ${pg.escapeIdentifier(made.owner)} template template0 encoding 'UTF8'`,
    );
  } catch (error) {
    if (!RACE_CODES.has((error as { code?: string }).code ?? '')) throw error;
  }
}

async function databaseName(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  return rows[0]?.name ?? '';
}
