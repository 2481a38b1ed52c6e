import sql from 'sql-template-tag';
import { FINDINGS_MAX, type Finder } from './finding.ts';

/**
 * A withdrawal from a saving that had slept: nothing but interest moved on it for so many days before. The measure is the days. Who signs for a
 * sleeping member is where savings are stolen.
 */
export const dormantWithdrawals: Finder = (scope, { from, before, thresholds }) =>
  scope.tx.rows(sql`
    select e.id::text || ':' || a.id::text as key, e.business_date as on, e.written_at as at, c.actor_name as person, l.amount_sen as "amountSen",
           a.name as what, e.business_date - p.business_date as measure, e.id as "entryId", e.number as "entryNumber"
      from ledger.account a
      join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
      join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
      join kernel.command_log c on c.cooperative_id = e.cooperative_id and c.id = e.command_id
     cross join lateral (
       select b.business_date from ledger.line b
         join ledger.entry f on f.cooperative_id = b.cooperative_id and f.id = b.entry_id
        where b.cooperative_id = l.cooperative_id and b.account_id = l.account_id and b.entry_id <> l.entry_id
          and b.business_date <= l.business_date and not starts_with(f.source, 'savings.interest')
        order by b.business_date desc, f.number desc limit 1) p
     where a.cooperative_id = ${scope.cooperativeId} and a.owner_kind = 'savings' and a.normal = 'credit'
       and l.business_date >= ${from}::date and l.business_date < ${before}::date and l.amount_sen > 0 and c.actor_kind = 'staff'
       and e.reverses_id is null and e.business_date - p.business_date >= ${thresholds.dormantDays}
     order by e.number desc limit ${FINDINGS_MAX + 1}`);

/**
 * Several withdrawals from one saving on one day, each within the product's limit for a second person and together above it. The measure is how many.
 */
export const splitWithdrawals: Finder = (scope, { from, before }) =>
  scope.tx.rows(sql`
    with moved as (
      select l.account_id, l.business_date, l.amount_sen, e.id, e.number, e.written_at, c.actor_name, a.name, t.approval_above_sen as above
        from ledger.account a
        join savings.account s on s.cooperative_id = a.cooperative_id and s.id = a.id
        join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
        join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
        join kernel.command_log c on c.cooperative_id = e.cooperative_id and c.id = e.command_id
       cross join lateral (
         select p.approval_above_sen from savings.product_terms p
          where p.cooperative_id = s.cooperative_id and p.product_id = s.product_id and p.effective_from <= l.business_date
          order by p.effective_from desc limit 1) t
       where a.cooperative_id = ${scope.cooperativeId} and a.owner_kind = 'savings' and l.amount_sen > 0 and c.actor_kind = 'staff'
         and l.business_date >= ${from}::date and l.business_date < ${before}::date and e.reverses_id is null
         and l.amount_sen <= t.approval_above_sen
         and not exists (select 1 from ledger.entry r where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id))
    select m.account_id::text || ':' || m.business_date::text as key, m.business_date as on, max(m.written_at) as at,
           string_agg(distinct m.actor_name, ', ') as person, sum(m.amount_sen)::bigint as "amountSen", min(m.name) as what,
           count(*)::int as measure, (array_agg(m.id order by m.number desc))[1] as "entryId", max(m.number) as "entryNumber"
      from moved m
     group by m.account_id, m.business_date
    having count(*) > 1 and sum(m.amount_sen) > min(m.above)
     order by max(m.number) desc limit ${FINDINGS_MAX + 1}`);
