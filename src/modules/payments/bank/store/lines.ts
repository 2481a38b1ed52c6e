import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { BankAccount } from './accounts.ts';

/** A line of the bank as pages and rules see it. */
export type BankLine = {
  readonly id: string;
  readonly bookedOn: BusinessDate;
  readonly amountSen: bigint;
  readonly balanceAfterSen: bigint | null;
  readonly description: string;
  readonly counterparty: string | null;
  readonly reference: string | null;
  readonly matchId: string | null;
};

/** A line of the books on the bank's chart code. */
export type BookLine = {
  readonly entryId: string;
  readonly position: number;
  readonly number: bigint;
  readonly businessDate: BusinessDate;
  readonly amountSen: bigint;
  readonly description: string;
  readonly note: string | null;
  readonly receipt: string | null;
  readonly reversesId: string | null;
  readonly matchId: string | null;
};

/** Half-open days. */
export type Days = { readonly from: BusinessDate; readonly before: BusinessDate };

/** At most this many lines of each side are looked at together. */
export const POOL_MAX = 20_000;

/** The bank's lines on these days, with the match they are in. */
export function bankLinesOn(scope: QueryScope, account: BankAccount, days: Days, only?: 'open'): Promise<BankLine[]> {
  return scope.tx.rows<BankLine>(sql`
    select l.id, l.booked_on as "bookedOn", l.amount_sen as "amountSen", l.balance_after_sen as "balanceAfterSen", l.description,
           l.counterparty, l.reference, m.match_id as "matchId"
      from bank.line l
      left join bank.match_line m on m.cooperative_id = l.cooperative_id and m.line_id = l.id and m.live
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${account.id}
       and l.booked_on >= ${days.from}::date and l.booked_on < ${days.before}::date
       and (${only === 'open'} = false or m.match_id is null)
     order by l.booked_on, l.no, l.id
     limit ${POOL_MAX}`);
}

/** The books' lines on the account's chart code on these days, with their receipt and the match they are in. */
export function bookLinesOn(scope: QueryScope, account: BankAccount, days: Days, only?: 'open'): Promise<BookLine[]> {
  return scope.tx.rows<BookLine>(sql`
    select l.entry_id as "entryId", l.position, e.number, l.business_date as "businessDate", l.amount_sen as "amountSen", e.description,
           l.note, e.reverses_id as "reversesId", m.match_id as "matchId",
           (select r.series || '-' || lpad(r.running::text, 6, '0') from documents.receipt r
             where r.cooperative_id = l.cooperative_id and r.entry_id = l.entry_id order by r.running limit 1) as receipt
      from ledger.account a
      join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
      join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
      left join bank.match_entry m on m.cooperative_id = l.cooperative_id and m.entry_id = l.entry_id and m.position = l.position and m.live
     where a.cooperative_id = ${scope.cooperativeId} and a.chart_code = ${account.chartCode}
       and l.business_date >= ${days.from}::date and l.business_date < ${days.before}::date
       and (${only === 'open'} = false or m.match_id is null)
     order by l.business_date, e.number, l.position
     limit ${POOL_MAX}`);
}

/** One line of the bank with its account; undefined when there is none. */
export function findBankLine(scope: QueryScope, id: string): Promise<(BankLine & { accountId: string }) | undefined> {
  return scope.tx.maybe<BankLine & { accountId: string }>(sql`
    select l.id, l.account_id as "accountId", l.booked_on as "bookedOn", l.amount_sen as "amountSen",
           l.balance_after_sen as "balanceAfterSen", l.description, l.counterparty, l.reference, m.match_id as "matchId"
      from bank.line l
      left join bank.match_line m on m.cooperative_id = l.cooperative_id and m.line_id = l.id and m.live
     where l.cooperative_id = ${scope.cooperativeId} and l.id = ${id}`);
}

/** The earliest day on which something of the account has no partner yet; null when all has. */
export async function earliestOpen(scope: QueryScope, account: BankAccount): Promise<BusinessDate | null> {
  const { day } = await scope.tx.one<{ day: BusinessDate | null }>(sql`
    select least(
      (select min(l.booked_on) from bank.line l
        where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${account.id} and l.booked_on >= ${account.startsOn}::date
          and not exists (select 1 from bank.match_line m
                           where m.cooperative_id = l.cooperative_id and m.line_id = l.id and m.live)),
      (select min(l.business_date) from ledger.account a
         join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
        where a.cooperative_id = ${scope.cooperativeId} and a.chart_code = ${account.chartCode}
          and l.business_date >= ${account.startsOn}::date
          and not exists (select 1 from bank.match_entry m where m.cooperative_id = l.cooperative_id and m.entry_id = l.entry_id
                             and m.position = l.position and m.live))) as day`);
  return day;
}
