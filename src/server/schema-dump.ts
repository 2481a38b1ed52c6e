import type pg from 'pg';

type Line = { readonly sql: string };

const OURS = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'graphile_worker', 'kernel_migrations')`;
const NOT_OF_EXTENSION = (catalogue: string, object: string): string =>
  `not exists (select 1 from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${object} and d.deptype = 'e')`;

/** Each question answers the statements of one kind, in an order that does not depend on when things were made. */
const PARTS: readonly string[] = [
  `select format('create schema %I;', n.nspname) as sql from pg_namespace n where ${OURS} order by n.nspname`,

  `select format('grant %s on schema %I to %s;', lower(string_agg(a.privilege_type, ', ' order by a.privilege_type)), n.nspname, ${grantee('a')}) as sql
   from pg_namespace n, aclexplode(n.nspacl) a where ${OURS} and a.grantee <> n.nspowner group by n.nspname, a.grantee order by 1`,

  `select format('create type %I.%I as enum (%s);', n.nspname, t.typname, string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)) as sql
   from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_enum e on e.enumtypid = t.oid where ${OURS} group by n.nspname, t.typname order by n.nspname, t.typname`,

  `select format('create sequence %s as %s;', c.oid::regclass, format_type(s.seqtypid, null)) as sql
   from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequence s on s.seqrelid = c.oid
   where ${OURS} and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype in ('i', 'a')) order by 1`,

  `select format(E'create table %s (\\n%s\\n)%s;', c.oid::regclass, (
     select string_agg(x.line, E',\\n' order by x.kind, x.place, x.line) from (
       select 1 as kind, a.attnum as place, format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
           case when a.attidentity <> '' then ' generated always as identity' else '' end,
           case when a.attgenerated <> '' then format(' generated always as (%s) stored', pg_get_expr(f.adbin, f.adrelid))
                when f.adbin is not null then ' default ' || pg_get_expr(f.adbin, f.adrelid) else '' end,
           case when a.attnotnull then ' not null' else '' end) as line
       from pg_attribute a left join pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       union all
       select position(k.contype::text in 'pufcx') + 1, 0, format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid, true))
       from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c', 'x')
     ) x), case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end) as sql
   from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('r', 'p') order by c.oid::regclass::text`,

  `select pg_get_indexdef(i.indexrelid) || ';' as sql
   from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
   where ${OURS} and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')) order by 1`,

  `select format('alter table %s %s row level security;', c.oid::regclass, case when c.relforcerowsecurity then 'enable and force' else 'enable' end) as sql
   from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relrowsecurity order by 1`,

  `select format('create policy %I on %s as %s for %s using (%s) with check (%s);', p.polname, p.polrelid::regclass,
     case when p.polpermissive then 'permissive' else 'restrictive' end,
     case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
     pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) as sql
   from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where ${OURS} order by 1`,

  `select format('create %sview %s%s as%s', case when c.relkind = 'm' then 'materialized ' else '' end, c.oid::regclass,
     coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''), E'\\n' || pg_get_viewdef(c.oid, true)) as sql
   from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('v', 'm') order by 1`,

  `select trim(trailing E'\\n ' from pg_get_functiondef(p.oid)) || ';' as sql
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where ${OURS} and p.prokind in ('f', 'p') and ${NOT_OF_EXTENSION('pg_proc', 'p.oid')} order by p.oid::regprocedure::text`,

  `select pg_get_triggerdef(t.oid, true) || ';' as sql
   from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
   where ${OURS} and not t.tgisinternal order by 1`,

  `select format('grant %s on %s to %s;', lower(string_agg(a.privilege_type, ', ' order by a.privilege_type)), c.oid::regclass, ${grantee('a')}) as sql
   from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
   where ${OURS} and a.grantee <> c.relowner group by c.oid, a.grantee order by 1`,

  `select format('grant %s (%s) on %s to %s;', lower(a.privilege_type), string_agg(t.attname, ', ' order by t.attname), t.attrelid::regclass, ${grantee('a')}) as sql
   from pg_attribute t join pg_class c on c.oid = t.attrelid join pg_namespace n on n.oid = c.relnamespace, aclexplode(t.attacl) a
   where ${OURS} and a.grantee <> c.relowner group by t.attrelid, a.privilege_type, a.grantee order by 1`,

  `select format('grant execute on routine %s to %s;', p.oid::regprocedure, ${grantee('a')}) as sql
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
   where ${OURS} and p.prokind in ('f', 'p') and a.grantee <> p.proowner and ${NOT_OF_EXTENSION('pg_proc', 'p.oid')} order by 1`,
];

function grantee(alias: string): string {
  return `case when ${alias}.grantee = 0 then 'public' else ${alias}.grantee::regrole::text end`;
}

/**
 * The schema of a migrated database as text for reviewers: what the migrations add up to. The job queue's own tables are
 * left out. It depends on the migrations alone, never on who ran them or when.
 */
export async function dumpSchema(client: pg.Client): Promise<string> {
  const texts: string[] = ['-- What the migrations add up to. Written by: node bin/dump-schema.ts'];
  await client.query("select set_config('search_path', 'pg_catalog', false)");
  for (const part of PARTS) {
    const { rows } = await client.query<Line>(part);
    if (rows.length > 0) texts.push(rows.map((row) => row.sql).join('\n'));
  }
  return `${texts.join('\n\n')}\n`;
}
