import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';

/** A till that was opened and not counted and closed since. */
export type UncountedTill = {
  readonly code: string;
  readonly tellerName: string;
  readonly businessDate: BusinessDate;
};

/** Tills whose session of a day before `before` is still open, earliest first: none when every drawer was counted. */
export function uncountedTills(scope: QueryScope, before: BusinessDate): Promise<UncountedTill[]> {
  return scope.tx.rows<UncountedTill>(sql`
    select t.code, s.teller_name as "tellerName", s.business_date as "businessDate"
      from payments.till_session s
      join payments.till t on t.cooperative_id = s.cooperative_id and t.id = s.till_id
     where s.cooperative_id = ${scope.cooperativeId} and s.closed_at is null and s.business_date < ${before}::date
     order by s.business_date, t.code`);
}
