import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';

/** The entry of a savings movement and the savings it touched. */
export type SavingsEntry = {
  readonly id: string;
  readonly source: string;
  readonly businessDate: BusinessDate;
  readonly accountIds: readonly string[];
};

/** Step: an entry that moved savings, or undefined. */
export function savingsEntry(scope: QueryScope, entryId: string): Promise<SavingsEntry | undefined> {
  return scope.tx.maybe<SavingsEntry>(sql`
    select e.id, e.source, e.business_date as "businessDate", array_agg(distinct a.id) as "accountIds"
      from ledger.entry e
      join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
      join savings.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
     where e.cooperative_id = ${scope.cooperativeId} and e.id = ${entryId}
     group by e.id, e.source, e.business_date`);
}
