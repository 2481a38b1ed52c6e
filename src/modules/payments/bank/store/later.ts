import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { BankAccount } from './accounts.ts';

/** The live matches of an account of which some movement is dated on or after a day: before it they had no partner yet. */
export async function laterMatches(
  scope: QueryScope,
  account: Pick<BankAccount, 'id' | 'chartCode'>,
  before: BusinessDate,
): Promise<ReadonlySet<string>> {
  const rows = await scope.tx.rows<{ id: string }>(sql`
    select p.match_id as id from bank.match_line p
      join bank.line l on l.cooperative_id = p.cooperative_id and l.id = p.line_id
     where p.cooperative_id = ${scope.cooperativeId} and p.live and l.account_id = ${account.id} and l.booked_on >= ${before}::date
    union
    select p.match_id from bank.match_entry p
      join ledger.line l on l.cooperative_id = p.cooperative_id and l.entry_id = p.entry_id and l.position = p.position
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
     where p.cooperative_id = ${scope.cooperativeId} and p.live and a.chart_code = ${account.chartCode} and l.business_date >= ${before}::date`);
  return new Set(rows.map(({ id }) => id));
}
