import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { NOWHERE } from '#ledger';
import type { PlaceSum } from './rules/year-entries.ts';

/**
 * What stands on revenue, expense and one equity line before a date (the first of a month), by branch and unit: from the month totals, and from
 * the lines of entries that are not counted yet (`offset 0` keeps the plan to those few). Zero sums are left out; in the order of the chart.
 */
export function placeSums(
  scope: QueryScope,
  { before, surplus }: { before: BusinessDate; surplus: string },
): Promise<PlaceSum[]> {
  const { cooperativeId } = scope;
  return scope.tx.rows<PlaceSum>(sql`
    with mark as materialized (
      select coalesce(max(k.through_number), 0) as number from ledger.totals_mark k where k.cooperative_id = ${cooperativeId}),
    late as materialized (
      select e.id, e.branch_id, e.unit_id from mark
       cross join lateral (
         select n.* from ledger.entry n where n.cooperative_id = ${cooperativeId} and n.number > 0 and n.number > mark.number offset 0) e
       where e.business_date < ${before}::date),
    moved as (
      select m.chart_code, m.branch_id, m.unit_id, m.debit_sen - m.credit_sen as amount
        from ledger.month_total m
       where m.cooperative_id = ${cooperativeId} and m.month < ${before}::date
      union all
      select a.chart_code, coalesce(e.branch_id, ${NOWHERE}::uuid), coalesce(e.unit_id, ${NOWHERE}::uuid), l.amount_sen
        from late e
        cross join lateral (
          select n.account_id, n.amount_sen from ledger.line n where n.cooperative_id = ${cooperativeId} and n.entry_id = e.id offset 0) l
        join ledger.account a on a.cooperative_id = ${cooperativeId} and a.id = l.account_id)
    select nullif(s.branch_id, ${NOWHERE}::uuid) as "branchId", nullif(s.unit_id, ${NOWHERE}::uuid) as "unitId", c.code, c.kind,
           sum(s.amount)::bigint as "amountSen"
      from moved s
      join ledger.chart_line c on c.cooperative_id = ${cooperativeId} and c.code = s.chart_code
     where c.kind in ('revenue', 'expense') or c.code = ${surplus}
     group by s.branch_id, s.unit_id, c.code, c.kind
    having sum(s.amount) <> 0
     order by c.code, 1 nulls first, 2 nulls first`);
}
