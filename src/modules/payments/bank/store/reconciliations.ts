import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** A month of an account that was closed. */
export type ClosedMonth = {
  readonly id: string;
  readonly accountId: string;
  readonly startsOn: BusinessDate;
  readonly endsBefore: BusinessDate;
  readonly bookSen: bigint;
  readonly inBooksOnlySen: bigint;
  readonly inBankOnlySen: bigint;
  readonly bankSen: bigint;
  readonly throughNumber: bigint;
  readonly closedAt: string;
  readonly closedByName: string;
};

const CLOSED = sql`c.id, c.account_id as "accountId", c.starts_on as "startsOn", c.ends_before as "endsBefore", c.book_sen as "bookSen",
  c.in_books_only_sen as "inBooksOnlySen", c.in_bank_only_sen as "inBankOnlySen", c.bank_sen as "bankSen",
  c.through_number as "throughNumber", c.closed_at as "closedAt", c.closed_by_name as "closedByName"`;

/** The months of an account that are closed, latest first. */
export function closedMonths(scope: QueryScope, accountId: string): Promise<ClosedMonth[]> {
  return scope.tx.rows<ClosedMonth>(sql`
    select ${CLOSED} from bank.reconciliation c
     where c.cooperative_id = ${scope.cooperativeId} and c.account_id = ${accountId} and c.reopened_at is null
     order by c.starts_on desc`);
}

/** One closed month, or undefined. */
export function findClosed(scope: QueryScope, id: string): Promise<ClosedMonth | undefined> {
  return scope.tx.maybe<ClosedMonth>(sql`
    select ${CLOSED} from bank.reconciliation c
     where c.cooperative_id = ${scope.cooperativeId} and c.id = ${id} and c.reopened_at is null`);
}

/** Closes a month; answers false when it is closed already. */
export async function insertClosed(
  scope: Scope,
  month: Omit<ClosedMonth, 'closedAt' | 'closedByName'>,
): Promise<boolean> {
  const { cooperativeId, now, context } = scope;
  const written = await scope.tx.run(sql`
    insert into bank.reconciliation (cooperative_id, id, account_id, starts_on, ends_before, book_sen, in_books_only_sen,
                                     in_bank_only_sen, bank_sen, through_number, closed_at, closed_by, closed_by_name)
    values (${cooperativeId}, ${month.id}, ${month.accountId}, ${month.startsOn}::date, ${month.endsBefore}::date, ${month.bookSen},
            ${month.inBooksOnlySen}, ${month.inBankOnlySen}, ${month.bankSen}, ${month.throughNumber}, ${now}, ${context.actor.personId},
            ${context.actor.name})
    on conflict do nothing`);
  return written === 1;
}

/** Opens a closed month again. */
export async function updateReopened(scope: Scope, id: string, reason: string): Promise<void> {
  const { cooperativeId, now, context } = scope;
  await scope.tx.run(sql`
    update bank.reconciliation
       set reopened_at = ${now}, reopened_by = ${context.actor.personId}, reopened_by_name = ${context.actor.name}, reopened_reason = ${reason}
     where cooperative_id = ${cooperativeId} and id = ${id} and reopened_at is null`);
}

/** What stands on one side only at the end of a day, in sen: with partners dated later counted as absent. */
export type Outstanding = { readonly bookSen: bigint; readonly inBooksOnlySen: bigint; readonly inBankOnlySen: bigint };

/**
 * Books and bank at the end of the day before `before`. A match counts when all of its movements are dated before that day;
 * else each part of it that is stands on its side alone.
 */
export function outstandingAt(
  scope: QueryScope,
  account: { readonly id: string; readonly chartCode: string; readonly startsOn: BusinessDate },
  before: BusinessDate,
): Promise<Outstanding> {
  return scope.tx.one<Outstanding>(sql`
    with later as (
      select p.match_id from bank.match_line p
        join bank.line l on l.cooperative_id = p.cooperative_id and l.id = p.line_id
       where p.cooperative_id = ${scope.cooperativeId} and p.live and l.account_id = ${account.id} and l.booked_on >= ${before}::date
      union
      select p.match_id from bank.match_entry p
        join ledger.line l on l.cooperative_id = p.cooperative_id and l.entry_id = p.entry_id and l.position = p.position
       where p.cooperative_id = ${scope.cooperativeId} and p.live and l.business_date >= ${before}::date)
    select
      (select coalesce(sum(l.amount_sen), 0) from ledger.account a
         join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
        where a.cooperative_id = ${scope.cooperativeId} and a.chart_code = ${account.chartCode}
          and l.business_date < ${before}::date)::bigint as "bookSen",
      (select coalesce(sum(l.amount_sen), 0) from ledger.account a
         join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
         left join bank.match_entry p on p.cooperative_id = l.cooperative_id and p.entry_id = l.entry_id and p.position = l.position and p.live
        where a.cooperative_id = ${scope.cooperativeId} and a.chart_code = ${account.chartCode}
          and l.business_date >= ${account.startsOn}::date and l.business_date < ${before}::date
          and (p.match_id is null or p.match_id in (select match_id from later)))::bigint as "inBooksOnlySen",
      (select coalesce(sum(l.amount_sen), 0) from bank.line l
         left join bank.match_line p on p.cooperative_id = l.cooperative_id and p.line_id = l.id and p.live
        where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${account.id}
          and l.booked_on >= ${account.startsOn}::date and l.booked_on < ${before}::date
          and (p.match_id is null or p.match_id in (select match_id from later)))::bigint as "inBankOnlySen"`);
}

/** The sum of an account's bank lines on these days, both included; null stands for no limit. */
export async function movedBetween(
  scope: QueryScope,
  accountId: string,
  days: { from: BusinessDate; before: BusinessDate },
): Promise<bigint> {
  const { moved } = await scope.tx.one<{ moved: bigint }>(sql`
    select coalesce(sum(l.amount_sen), 0)::bigint as moved from bank.line l
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${accountId}
       and l.booked_on >= ${days.from}::date and l.booked_on < ${days.before}::date`);
  return moved;
}
