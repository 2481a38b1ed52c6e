import type pg from 'pg';
import { APP_ROLE } from '../../src/server/roles.ts';

/** Functions that run with their owner's rights, each with the reason why that opens no hole. */
const DEFINER_FUNCTIONS: Readonly<Record<string, string>> = {
  'kernel.enqueue(text,json,text)': 'adds a job to the queue and reads no tenant table',
};

const OURS = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker', 'kernel_migrations')`;
const POLICY = `(cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)`;

/** Tenant tables: everything that is not registered as a platform table with its reason (the register is not in itself). */
const TENANT = `
  with tenant as (
    select c.oid, c.oid::regclass::text as name, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.relkind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and c.relkind in ('r', 'p', 'f') and c.oid <> 'kernel.platform_table'::regclass
      and not exists (select 1 from kernel.platform_table p where p.table_name = n.nspname || '.' || c.relname)
  )`;

/** Each question answers the faults of one kind: the thing at fault and what is wrong with it. */
const QUESTIONS: readonly [fault: string, sql: string][] = [
  [
    'has no column "cooperative_id uuid not null" and is not a registered platform table',
    `${TENANT}
    select t.name from tenant t where not exists (select 1 from pg_attribute a
      where a.attrelid = t.oid and a.attname = 'cooperative_id' and a.atttypid = 'uuid'::regtype and a.attnotnull and not a.attisdropped)`,
  ],
  [
    'has no primary key',
    `${TENANT} select t.name from tenant t
    where not exists (select 1 from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
  ],
  [
    'has a key or index that does not begin with cooperative_id',
    `${TENANT}
    select i.indexrelid::regclass::text as name from tenant t join pg_index i on i.indrelid = t.oid
    where not exists (select 1 from pg_attribute a
      where a.attrelid = t.oid and a.attnum = i.indkey[0] and a.attname = 'cooperative_id')`,
  ],
  [
    'is a foreign key to a tenant table that does not begin with cooperative_id on both sides',
    `${TENANT}
    select k.conrelid::regclass || '.' || k.conname as name from pg_constraint k join tenant target on target.oid = k.confrelid
    where k.contype = 'f' and not exists (select 1 from pg_attribute a, pg_attribute b
      where a.attrelid = k.conrelid and a.attnum = k.conkey[1] and a.attname = 'cooperative_id'
        and b.attrelid = k.confrelid and b.attnum = k.confkey[1] and b.attname = 'cooperative_id')`,
  ],
  ['does not enable row-level security', `${TENANT} select t.name from tenant t where not t.relrowsecurity`],
  [
    'does not force row-level security on its owner',
    `${TENANT} select t.name from tenant t where not t.relforcerowsecurity`,
  ],
  [
    'has another policy than the one plain policy',
    `${TENANT}
    select t.name || '.' || p.polname as name from tenant t join pg_policy p on p.polrelid = t.oid
    where not p.polpermissive or p.polcmd <> '*' or p.polroles <> '{0}'
       or pg_get_expr(p.polqual, p.polrelid) is distinct from $policy$${POLICY}$policy$
       or pg_get_expr(p.polwithcheck, p.polrelid) is distinct from $policy$${POLICY}$policy$`,
  ],
  [
    'has not exactly one policy',
    `${TENANT} select t.name from tenant t where (select count(*) from pg_policy p where p.polrelid = t.oid) <> 1`,
  ],
  ['is a foreign table', `${TENANT} select t.name from tenant t where t.relkind = 'f'`],
  [
    'gives a right beyond select, insert, update, delete, or to another role than the application’s',
    `
    select c.oid::regclass || ': ' || a.privilege_type || ' to ' || case a.grantee when 0 then 'public' else a.grantee::regrole::text end as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
    where ${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.grantee <> c.relowner
      and (a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') or a.grantee <> '${APP_ROLE}'::regrole or a.is_grantable)`,
  ],
  [
    'belongs to the application’s role',
    `
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and pg_has_role(c.relowner, '${APP_ROLE}'::regrole, 'member') and not exists (select 1 from pg_roles r where r.oid = c.relowner and r.rolsuper)`,
  ],
  [
    'lets the application make things in it',
    `
    select n.nspname as name from pg_namespace n where ${OURS} and has_schema_privilege('${APP_ROLE}', n.oid, 'create')`,
  ],
  [
    'is a view without security_invoker',
    `
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and c.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false)
      and not coalesce('security_invoker=on' = any(c.reloptions), false)`,
  ],
  [
    'is a materialized view: it is read past row-level security',
    `
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind = 'm'`,
  ],
  [
    'runs with its owner’s rights without a fixed search_path',
    `
    select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${OURS} and p.prosecdef and not exists (select 1 from unnest(p.proconfig) c where c like 'search_path=%')`,
  ],
  [
    'is a platform table that does not exist',
    `
    select table_name as name from kernel.platform_table where to_regclass(table_name) is null`,
  ],
  [
    'is a platform table with a foreign key to a tenant table',
    `${TENANT}
    select k.conrelid::regclass || '.' || k.conname as name from pg_constraint k join tenant target on target.oid = k.confrelid
    where k.contype = 'f' and k.conrelid not in (select oid from tenant)`,
  ],
  [
    'is a right that the application’s role has as a person',
    `
    select rolname as name from pg_roles where rolname = '${APP_ROLE}'
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolcanlogin)`,
  ],
];

/** Every hole in the isolation of tenants that PostgreSQL's catalogue shows, one line each; empty when there is none. */
export async function tenancyFaults(client: pg.Client): Promise<string[]> {
  const faults: string[] = [];
  for (const [fault, sql] of QUESTIONS) {
    const { rows } = await client.query<{ name: string }>(sql);
    for (const { name } of rows) faults.push(`${name} ${fault}`);
  }
  const definers = await client.query<{ name: string }>(
    `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${OURS} and p.prosecdef`,
  );
  for (const { name } of definers.rows) {
    if (!Object.hasOwn(DEFINER_FUNCTIONS, name))
      faults.push(`${name} runs with its owner’s rights and is not on the list`);
  }
  return faults;
}
