import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withClient } from '../../src/server/roles.ts';
import { testDatabase } from '../support/database.ts';
import { tenancyFaults } from './tenancy-faults.ts';

const { ownerUrl, adminUrl } = await testDatabase();

test('no table, view, function or right opens a hole between cooperatives', async () => {
  assert.deepEqual(await withClient(ownerUrl, tenancyFaults), []);
});

const table = (name: string, more = ''): string =>
  `create table kernel.${name} (cooperative_id uuid not null, id uuid not null${more}, primary key (cooperative_id, id));`;
const protect = (name: string): string => `call kernel.protect_tenant_table('kernel.${name}', 'select');`;

const holes: [hole: string, statements: string, fault: RegExp][] = [
  [
    'a table without forced row-level security',
    `${table('t')} ${protect('t')} alter table kernel.t no force row level security;`,
    /^kernel\.t does not force row-level/,
  ],
  [
    'a table without row-level security',
    `${table('t')} ${protect('t')} alter table kernel.t disable row level security;`,
    /^kernel\.t does not enable row-level/,
  ],
  [
    'a table without a tenant that nobody registered',
    'create table kernel.t (id uuid primary key);',
    /^kernel\.t has no column "cooperative_id/,
  ],
  [
    'a tenant that may be null',
    'create table kernel.t (cooperative_id uuid, id uuid primary key);',
    /^kernel\.t has no column "cooperative_id/,
  ],
  [
    'a table without a primary key',
    `create table kernel.t (cooperative_id uuid not null); ${protect('t')}`,
    /^kernel\.t has no primary key/,
  ],
  [
    'a primary key that begins otherwise',
    `create table kernel.t (cooperative_id uuid not null, id uuid primary key); ${protect('t')}`,
    /^kernel\.t_pkey has a key or index/,
  ],
  [
    'a unique constraint across cooperatives',
    `${table('t', ', code text not null unique')} ${protect('t')}`,
    /^kernel\.t_code_key has a key or index/,
  ],
  [
    'an index across cooperatives',
    `${table('t')} ${protect('t')} create index t_by_id on kernel.t (id);`,
    /^kernel\.t_by_id has a key or index/,
  ],
  [
    'an index on an expression',
    `${table('t')} ${protect('t')} create index t_by_text on kernel.t ((id::text));`,
    /^kernel\.t_by_text has a key or index/,
  ],
  [
    'a foreign key between cooperatives',
    `${table('parent')} ${protect('parent')}
     create table kernel.t (cooperative_id uuid not null, id uuid not null, other uuid not null, primary key (cooperative_id, id),
       constraint other_parent foreign key (other, id) references kernel.parent (cooperative_id, id)); ${protect('t')}`,
    /^kernel\.t\.other_parent is a foreign key to a tenant table/,
  ],
  [
    'a platform table that hangs on a tenant’s row',
    `${table('parent')} ${protect('parent')}
     create table kernel.p (id uuid primary key, cooperative_id uuid, foreign key (cooperative_id, id) references kernel.parent);
     call kernel.register_platform_table('kernel.p', 'a reason of some length', 'select');`,
    /^kernel\.p\.\w+ is a platform table with a foreign key/,
  ],
  [
    'a second policy',
    `${table('t')} ${protect('t')} create policy open on kernel.t using (true);`,
    /^kernel\.t has not exactly one policy/,
  ],
  [
    'a policy of another shape',
    `${table('t')} ${protect('t')} drop policy tenant on kernel.t;
     create policy tenant on kernel.t using (cooperative_id = (select current_setting('app.cooperative_id'))::uuid);`,
    /^kernel\.t\.tenant has another policy/,
  ],
  [
    'a policy that lets a missing tenant pass in silence',
    `${table('t')} ${protect('t')} drop policy tenant on kernel.t;
     create policy tenant on kernel.t using (cooperative_id = current_setting('app.cooperative_id', true)::uuid);`,
    /^kernel\.t\.tenant has another policy/,
  ],
  [
    'a right to truncate',
    `${table('t')} ${protect('t')} grant truncate on kernel.t to sokoguru_app;`,
    /^kernel\.t: TRUNCATE to sokoguru_app gives a right beyond/,
  ],
  [
    'a right for everyone',
    `${table('t')} ${protect('t')} grant select on kernel.t to public;`,
    /^kernel\.t: SELECT to public gives a right/,
  ],
  [
    'a schema in which the application makes things',
    'grant create on schema kernel to sokoguru_app;',
    /^kernel lets the application make things/,
  ],
  [
    'a view that reads as its owner',
    'create view kernel.v as select id from kernel.command_log;',
    /^kernel\.v is a view without security_invoker/,
  ],
  ['a materialized view', 'create materialized view kernel.m as select 1 as one;', /^kernel\.m is a materialized view/],
  [
    'a function with its owner’s rights',
    "create function kernel.f() returns int language sql security definer set search_path = pg_catalog as 'select 1';",
    /^kernel\.f\(\) runs with its owner’s rights and is not on the list/,
  ],
  [
    'a listed function without a fixed search path',
    'alter function kernel.enqueue(text, json, text) reset search_path;',
    /enqueue.* without a fixed search_path/,
  ],
  [
    'a registered table that does not exist',
    "insert into kernel.platform_table values ('kernel.gone', 'a reason of some length');",
    /^kernel\.gone is a platform table that does not exist/,
  ],
];

for (const [hole, statements, fault] of holes) {
  test(`the catalogue shows ${hole}`, async () => {
    const faults = await attempt(ownerUrl, statements);
    assert.ok(
      faults.some((line) => fault.test(line)),
      `not seen; found: ${faults.join('; ') || 'nothing'}`,
    );
  });
}

test('the catalogue shows a table that belongs to the application', async () => {
  const faults = await attempt(adminUrl, `${table('t')} ${protect('t')} alter table kernel.t owner to sokoguru_app;`);
  assert.ok(
    faults.some((line) => /^kernel\.t belongs to the application’s role/.test(line)),
    faults.join('; '),
  );
});

test('a view with security_invoker and a well-made table are accepted', async () => {
  const good = `${table('t')} ${protect('t')} create view kernel.v with (security_invoker = true) as select id from kernel.t;`;
  assert.deepEqual(await attempt(ownerUrl, good), []);
});

/** Makes the change, looks, and takes it back. */
async function attempt(url: string, statements: string): Promise<string[]> {
  return await withClient(url, async (client) => {
    await client.query('begin');
    try {
      await client.query(statements);
      return await tenancyFaults(client);
    } finally {
      await client.query('rollback');
    }
  });
}
