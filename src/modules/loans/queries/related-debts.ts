import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { RelatedRole } from '../store/related-parties.ts';

/** A related party with the principal owed on the evening before a date, in sen. */
export type RelatedDebt = {
  readonly name: string;
  readonly role: RelatedRole;
  readonly owedSen: bigint;
};

/** Step: everyone who was a related party on the last day before a date, with what they then owed; who owes most first. */
export function relatedDebtsBefore(scope: QueryScope, before: BusinessDate): Promise<RelatedDebt[]> {
  return scope.tx.rows<RelatedDebt>(sql`
    select m.full_name as name, r.role,
           coalesce((select sum(l.amount_sen)
                       from loans.loan o
                       join ledger.line l on l.cooperative_id = o.cooperative_id and l.account_id = o.id
                       join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
                      where o.cooperative_id = r.cooperative_id and o.member_id = r.member_id and e.business_date < ${before}::date), 0)::bigint
             as "owedSen"
      from loans.related_party r
      join members.member m on m.cooperative_id = r.cooperative_id and m.id = r.member_id
     where r.cooperative_id = ${scope.cooperativeId} and r.since < ${before}::date and (r.until is null or r.until >= ${before}::date)
     order by 3 desc, 1 limit 500`);
}
