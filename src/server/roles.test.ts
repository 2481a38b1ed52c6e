import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { testServerUrl } from '../../test/support/database.ts';
import {
  APP_ROLE,
  loginName,
  prepareDatabase,
  prepareExternal,
  refuseOldVersion,
  withClient,
  withLogin,
} from './roles.ts';
import { newSecrets } from './secrets.ts';

const secrets = newSecrets();
const suffix = randomBytes(4).toString('hex');
const own = `roles_own_${suffix}`;
const external = `roles_ext_${suffix}`;
let adminUrl = '';

before(async () => {
  adminUrl = await testServerUrl();
});
after(async () => {
  await withClient(adminUrl, async (client) => {
    for (const database of [own, external]) await client.query(`drop database if exists ${database} with (force)`);
    const { rows } = await client.query<{ name: string }>(
      'select rolname as name from pg_roles where rolname like $1',
      [`%${suffix}%`],
    );
    for (const { name } of rows) await client.query(`drop owned by ${name}; drop role ${name}`);
  });
});

test('programs that prepare one database at once all succeed', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => prepareDatabase({ adminUrl, database: own, secrets })));
  assert.equal(new Set(all.map((one) => one.ownerUrl + one.appUrl)).size, 1);
});

test('the application may connect, and owns and may do nothing else', async () => {
  const { appUrl } = await prepareDatabase({ adminUrl, database: own, secrets });
  await withClient(appUrl, async (client) => {
    const { rows } = await client.query(`
      select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls as "mighty",
             pg_has_role(current_user, '${APP_ROLE}', 'usage') as "member",
             has_database_privilege(current_database(), 'create') as "creates"
      from pg_roles where rolname = current_user`);
    assert.deepEqual(rows, [{ mighty: false, member: true, creates: false }]);
    await assert.rejects(client.query('create table public.mine (id int)'), /permission denied/);
  });
});

test('the owner owns the database and is not a superuser', async () => {
  const { ownerUrl } = await prepareDatabase({ adminUrl, database: own, secrets });
  await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query(`
      select r.rolsuper as "mighty", d.datdba = r.oid as "owner" from pg_roles r, pg_database d
      where r.rolname = current_user and d.datname = current_database()`);
    assert.deepEqual(rows, [{ mighty: false, owner: true }]);
  });
});

test('another login of the same server cannot connect', async () => {
  await withClient(adminUrl, (client) => client.query(`create role stranger_${suffix} login password 'x'`));
  const url = withLogin(adminUrl, `stranger_${suffix}`, 'x', own);
  await assert.rejects(
    withClient(url, async () => undefined),
    /permission denied for database/,
  );
});

test('the user of DATABASE_URL makes the application login of its own database', async () => {
  const url = await externalUser('createrole');
  const prepared = await prepareExternal({ databaseUrl: url, secrets });
  assert.equal(prepared.ownerUrl, url);
  await prepareExternal({ databaseUrl: url, secrets });
  await withClient(prepared.appUrl, async (client) => {
    const { rows } = await client.query(
      `select current_user as "user", pg_has_role(current_user, '${APP_ROLE}', 'usage') as "member"`,
    );
    assert.deepEqual(rows, [{ user: loginName('app', external), member: true }]);
  });
});

test('a user of DATABASE_URL who may not make roles is told what to do', async () => {
  const url = await externalUser('nocreaterole');
  await assert.rejects(
    prepareExternal({ databaseUrl: url, secrets }),
    /^Error: the database user \w+ may not make roles: run ALTER ROLE \w+ CREATEROLE/,
  );
});

test('PostgreSQL 14 is refused, 15 is taken', () => {
  assert.throws(() => refuseOldVersion(140_023, '14.23'), /PostgreSQL 15 or newer is needed, this server is 14\.23/);
  refuseOldVersion(150_000, '15.0');
});

test('names of logins keep to letters, digits and PostgreSQL’s length', () => {
  assert.equal(loginName('app', 'Mekar-Jaya "1"'), 'sokoguru_app_mekar_jaya_1_');
  assert.equal(loginName('owner', 'x'.repeat(100)).length, 63);
});

/** A database whose owner is a user of this right, as a hosting company would hand it over. */
async function externalUser(right: 'createrole' | 'nocreaterole'): Promise<string> {
  const user = `hosted_${right}_${suffix}`;
  await withClient(adminUrl, async (client) => {
    await client.query(`create role ${user} login ${right} password 'hosted'`);
    await client.query(`grant ${APP_ROLE} to ${user} with admin option`);
    await client.query(`drop database if exists ${external} with (force)`);
    await client.query(`create database ${external} owner ${user}`);
  });
  return withLogin(adminUrl, user, 'hosted', external);
}
