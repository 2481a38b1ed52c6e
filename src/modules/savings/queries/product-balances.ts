import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { SavingsKind } from '../rules/kinds.ts';

/** What members hold in one product on the evening before a date, in sen. */
export type ProductBalance = {
  readonly name: string;
  readonly kind: SavingsKind;
  readonly chartCode: string;
  readonly accounts: number;
  readonly balanceSen: bigint;
};

/** Step: savings by product before a date: what accounts hold now (credit above zero), less what was posted since. Order of kind and code. */
export function productBalancesBefore(scope: QueryScope, before: BusinessDate): Promise<ProductBalance[]> {
  return scope.tx.rows<ProductBalance>(sql`
    with later as (
      select n.account_id, sum(n.amount_sen)::bigint as amount
        from ledger.entry e
        join ledger.line n on n.cooperative_id = e.cooperative_id and n.entry_id = e.id
       where e.cooperative_id = ${scope.cooperativeId} and e.number > 0 and e.business_date >= ${before}::date
       group by n.account_id)
    select p.name, p.kind, p.chart_code as "chartCode",
           (count(s.id) filter (where s.opened_on < ${before}::date and (s.closed_on is null or s.closed_on >= ${before}::date)))::int as accounts,
           coalesce(sum(a.balance_sen + coalesce(l.amount, 0)), 0)::bigint as "balanceSen"
      from savings.product p
      left join savings.account s on s.cooperative_id = p.cooperative_id and s.product_id = p.id
      left join ledger.account a on a.cooperative_id = s.cooperative_id and a.id = s.id
      left join later l on l.account_id = s.id
     where p.cooperative_id = ${scope.cooperativeId}
     group by p.id, p.name, p.kind, p.chart_code, p.code
     order by array_position(array['principal', 'mandatory', 'voluntary', 'goal', 'term'], p.kind), p.code`);
}
