import sql from 'sql-template-tag';
import { FINDINGS_MAX, type Finder } from './finding.ts';

/** Somebody looked at members' full NIK, phone or address. */
export const unmasked: Finder = (scope, { from, before, offsetHours }) =>
  scope.tx.rows(sql`
    select c.id::text as key, (c.decided_at at time zone 'UTC' + make_interval(hours => ${offsetHours}))::date as on, c.decided_at as at,
           c.actor_name as person, null::bigint as "amountSen", c.name as what, null::int as measure, null::uuid as "entryId", null::bigint as "entryNumber"
      from kernel.command_log c
     where c.cooperative_id = ${scope.cooperativeId} and c.name in ('members.unmask', 'members.unmask_register') and c.outcome = 'done'
       and c.decided_at >= ${from}::timestamp - make_interval(hours => ${offsetHours}) and c.decided_at < ${before}::timestamp - make_interval(hours => ${offsetHours})
     order by c.id desc limit ${FINDINGS_MAX + 1}`);

/** A closed day, month or year that was opened again. */
export const reopened: Finder = (scope, { from, before, offsetHours }) =>
  scope.tx.rows(sql`
    select p.id::text as key, (p.acted_at at time zone 'UTC' + make_interval(hours => ${offsetHours}))::date as on, p.acted_at as at, p.person_name as person,
           null::bigint as "amountSen", p.kind || ' ' || p.starts_on::text || coalesce(': ' || p.reason, '') as what, null::int as measure,
           null::uuid as "entryId", null::bigint as "entryNumber"
      from books.period_act p
     where p.cooperative_id = ${scope.cooperativeId} and p.act = 'reopen'
       and p.acted_at >= ${from}::timestamp - make_interval(hours => ${offsetHours}) and p.acted_at < ${before}::timestamp - make_interval(hours => ${offsetHours})
     order by p.acted_at desc limit ${FINDINGS_MAX + 1}`);
