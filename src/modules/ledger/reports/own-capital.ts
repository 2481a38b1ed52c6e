import sql from 'sql-template-tag';
import { type Sen, sen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';

/**
 * Own capital (modal sendiri) as the books have it now, in sen: the chart lines tagged so (pokok, wajib, reserves, grants; Permenkop
 * 8/2023 Ps 1 angka 23). Guarded accounts keep their balance; what general accounts hold is summed from their lines.
 */
export async function ownCapital(scope: QueryScope): Promise<Sen> {
  const row = await scope.tx.one<{ kept: bigint; summed: bigint }>(sql`
    with own as (
      select a.id, a.guarded, case a.normal when 'credit' then a.balance_sen else -a.balance_sen end as balance_sen
        from ledger.chart_line c
        join ledger.account a on a.cooperative_id = c.cooperative_id and a.chart_code = c.code
       where c.cooperative_id = ${scope.cooperativeId} and c.own_capital and c.postable)
    select coalesce((select sum(o.balance_sen) from own o where o.guarded), 0)::bigint as kept,
           coalesce((select sum(-l.amount_sen)
                       from own o
                       join ledger.line l on l.cooperative_id = ${scope.cooperativeId} and l.account_id = o.id
                      where not o.guarded), 0)::bigint as summed`);
  return sen(row.kept + row.summed);
}
