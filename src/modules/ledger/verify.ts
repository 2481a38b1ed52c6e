import sql from 'sql-template-tag';
import { z } from 'zod';
import { type QueryScope, query } from '#kernel/query';
import { badTotals } from './totals.ts';

/** What `verify-books` found in one cooperative; every count is zero in sound books. */
export type BooksCheck = {
  readonly entries: number;
  readonly unbalanced: number;
  readonly guardedMismatch: number;
  readonly controlMismatch: number;
  readonly negative: number;
  /** Sums kept for the statements that differ from the lines they were counted from. */
  readonly totalsMismatch: number;
  /** The earliest entry (or account) at fault and why, or null. */
  readonly firstBad: { readonly entryId: string | null; readonly number: string | null; readonly why: string } | null;
};

const totalsFault = (code: string | null) => ({
  entryId: null,
  number: null,
  why: `kept sums of ${code} differ from the lines`,
});

type BadEntry = { id: string | null; number: bigint; why: string };

/**
 * Proves one cooperative's books from their rows alone: every entry whole, balanced, on one date, numbered without a
 * gap and made by a logged command; guarded balances equal their lines; control lines equal their members' accounts; the sums statements are read from equal the lines.
 */
export async function checkBooks(scope: QueryScope): Promise<BooksCheck> {
  const [{ entries }, bad, guarded, control, totals] = await Promise.all([
    scope.tx.one<{ entries: bigint }>(sql`
      select count(*) as entries from ledger.entry e where e.cooperative_id = ${scope.cooperativeId}`),
    badEntries(scope),
    badBalances(scope),
    badControls(scope),
    badTotals(scope),
  ]);
  const mismatched = guarded.filter((account) => account.mismatch);
  const negative = guarded.filter((account) => account.negative);
  const ok = bad.length + guarded.length + control.length + totals.wrong === 0;
  return {
    entries: Number(entries),
    unbalanced: bad.length,
    guardedMismatch: mismatched.length,
    controlMismatch: control.length,
    negative: negative.length,
    totalsMismatch: totals.wrong,
    firstBad: ok ? null : ((await firstBadOf(scope, bad, guarded, control)) ?? totalsFault(totals.first)),
  };
}

/** Proves the books of the cooperative in whose context it is asked. */
export const booksCheck = query({
  name: 'ledger.booksCheck',
  permission: 'audit.read',
  input: z.strictObject({}),
  run: checkBooks,
});

// A deleted entry leaves a hole in the numbers; a changed, added or removed line breaks its sum, its count or its date.
function badEntries(scope: QueryScope): Promise<BadEntry[]> {
  return scope.tx.rows<BadEntry>(sql`
    with lines as (
      select l.entry_id, sum(l.amount_sen) as total, count(*) as lines, min(l.line_count) as least, max(l.line_count) as most,
             min(l.business_date) as first_day, max(l.business_date) as last_day
        from ledger.line l where l.cooperative_id = ${scope.cooperativeId} group by l.entry_id),
    numbered as (
      select e.*, lag(e.number, 1, 0::bigint) over (order by e.number) as before
        from ledger.entry e where e.cooperative_id = ${scope.cooperativeId})
    select n.id, n.number,
           case when l.entry_id is null then 'entry has no lines'
                when l.total <> 0 then 'lines do not sum to zero'
                when l.lines <> n.line_count or l.least <> n.line_count or l.most <> n.line_count then 'lines are missing or added'
                when l.first_day <> n.business_date or l.last_day <> n.business_date then 'dates of entry and lines differ'
                when c.id is null then 'no logged command made this entry'
                when r.id is null and n.reverses_id is not null then 'the entry it reverses is gone' end as why
      from numbered n
      left join lines l on l.entry_id = n.id
      left join kernel.command_log c on c.cooperative_id = n.cooperative_id and c.id = n.command_id
      left join ledger.entry r on r.cooperative_id = n.cooperative_id and r.id = n.reverses_id
     where l.entry_id is null or l.total <> 0 or l.lines <> n.line_count or l.least <> n.line_count or l.most <> n.line_count
        or l.first_day <> n.business_date or l.last_day <> n.business_date or c.id is null or (r.id is null and n.reverses_id is not null)
    union all
    select null, n.before + 1, 'entry is missing' from numbered n where n.number <> n.before + 1
    union all
    select null, max(n.number) + 1, 'last entries are missing' from numbered n
      join ledger.counter k on k.cooperative_id = n.cooperative_id
     group by k.next_number having k.next_number <> max(n.number) + 1
     order by 2`);
}

type BadAccount = { id: string; name: string; mismatch: boolean; negative: boolean };

function badBalances(scope: QueryScope): Promise<BadAccount[]> {
  return scope.tx.rows<BadAccount>(sql`
    with sums as (
      select l.account_id, sum(l.amount_sen) as total from ledger.line l
       where l.cooperative_id = ${scope.cooperativeId} group by l.account_id),
    derived as (
      select a.*, case a.normal when 'debit' then coalesce(s.total, 0) else -coalesce(s.total, 0) end as real
        from ledger.account a left join sums s on s.account_id = a.id
       where a.cooperative_id = ${scope.cooperativeId} and a.guarded)
    select d.id, d.name, d.real <> d.balance_sen as mismatch, least(d.real, d.balance_sen) < d.floor_sen as negative
      from derived d
     where d.real <> d.balance_sen or d.real < d.floor_sen or d.balance_sen < d.floor_sen
     order by d.id`);
}

// A line with members' accounts under it is a control line: nothing may stand on it outside those accounts, and each
// account keeps the chart line and the normal side it was opened with.
function badControls(scope: QueryScope): Promise<{ id: string; name: string }[]> {
  return scope.tx.rows(sql`
    select a.id, a.name
      from ledger.account a
      join ledger.chart_line c on c.cooperative_id = a.cooperative_id and c.code = a.chart_code
      left join lateral (
        select sum(l.amount_sen) as total from ledger.line l
         where a.owner_kind = 'general' and l.cooperative_id = a.cooperative_id and l.account_id = a.id) s on true
     where a.cooperative_id = ${scope.cooperativeId}
       and (a.normal <> c.normal or not c.postable
            or (a.owner_kind = 'general' and coalesce(s.total, 0) <> 0 and exists (
                  select 1 from ledger.account o
                   where o.cooperative_id = a.cooperative_id and o.chart_code = a.chart_code and o.owner_kind in ('savings', 'loan'))))
     order by a.id`);
}

async function firstBadOf(
  scope: QueryScope,
  bad: readonly BadEntry[],
  guarded: readonly BadAccount[],
  control: readonly { id: string; name: string }[],
): Promise<BooksCheck['firstBad']> {
  const entry = bad[0];
  if (entry) return { entryId: entry.id, number: entry.number.toString(), why: entry.why };
  const account = guarded[0] ?? control[0];
  if (!account) return null;
  const why = guarded[0]
    ? `balance of ${account.name} differs from its lines`
    : `control line of ${account.name} differs`;
  const last = await scope.tx.maybe<{ id: string; number: bigint }>(sql`
    select e.id, e.number from ledger.line l
      join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${account.id}
     order by e.number desc limit 1`);
  return { entryId: last?.id ?? null, number: last?.number.toString() ?? null, why };
}
