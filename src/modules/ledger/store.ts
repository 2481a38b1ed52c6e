import sql from 'sql-template-tag';
import { addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';
import { assert } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { type BookAccount, type Books, inNormalSign, type Period, type PlannedEntry } from './posting.ts';

type AccountRow = BookAccount;

const ACCOUNT_COLUMNS = `a.id, a.chart_code as "chartCode", a.name, a.normal, a.owner_kind as "ownerKind", a.status, a.guarded,
       a.floor_sen as "floorSen", a.balance_sen as "balanceSen"`;

/** Takes the queue of a cooperative's postings and tells the number that comes next. */
export const LOCK_COUNTER = `select c.next_number as "nextNumber" from ledger.counter c where c.cooperative_id = $1 for update`;

// Guarded accounts are locked in id order; the others are only read, so that a busy cash line is never a queue.
const LOCK_GUARDED = `select ${ACCOUNT_COLUMNS} from ledger.account a
  where a.cooperative_id = $1 and a.id = any($2::uuid[]) and a.guarded order by a.id for no key update`;

const READ_UNGUARDED = `select ${ACCOUNT_COLUMNS} from ledger.account a
  where a.cooperative_id = $1 and a.id = any($2::uuid[]) and not a.guarded`;

const READ_ACCOUNTS = `select ${ACCOUNT_COLUMNS} from ledger.account a where a.cooperative_id = $1 and a.id = any($2::uuid[])`;

/** The months of the books, earliest first. */
export const READ_PERIODS = `select p.starts_on as "startsOn", p.ends_before as "endsBefore", p.status, p.closed_before as "closedBefore" from ledger.period p
  where p.cooperative_id = $1 order by p.starts_on`;

/**
 * Reads and locks what posting to these accounts needs. The counter comes first: it orders a cooperative's postings, so
 * that two transactions can never wait for each other.
 */
export async function loadBooks(scope: Scope, accountIds: readonly string[]): Promise<Books> {
  const { tx, cooperativeId, today } = scope;
  const ids = [...new Set(accountIds)];
  const [counters, guarded, unguarded, periods] = await Promise.all([
    tx.prepared<{ nextNumber: bigint }>('ledger.counter', LOCK_COUNTER, [cooperativeId]),
    tx.prepared<AccountRow>('ledger.guarded', LOCK_GUARDED, [cooperativeId, ids]),
    tx.prepared<AccountRow>('ledger.unguarded', READ_UNGUARDED, [cooperativeId, ids]),
    tx.prepared<Period>('ledger.periods', READ_PERIODS, [cooperativeId]),
  ]);
  assert(counters[0], 'a cooperative has its entry counter from the day it is made');
  return {
    nextNumber: counters[0].nextNumber,
    today,
    accounts: new Map([...guarded, ...unguarded].map((account) => [account.id, account])),
    periods: await withCurrentPeriods(scope, periods),
  };
}

/** The same without any lock: what posting to these accounts would find now. For looking ahead, never for writing. */
export async function readBooks(scope: QueryScope, accountIds: readonly string[]): Promise<Books> {
  const [accounts, periods] = await Promise.all([
    scope.tx.prepared<AccountRow>('ledger.accounts_read', READ_ACCOUNTS, [
      scope.cooperativeId,
      [...new Set(accountIds)],
    ]),
    scope.tx.prepared<Period>('ledger.periods', READ_PERIODS, [scope.cooperativeId]),
  ]);
  return {
    nextNumber: 1n,
    today: scope.today,
    accounts: new Map(accounts.map((account) => [account.id, account])),
    periods: [...periods, ...missingPeriods(periods, scope.today)],
  };
}

// A new month opens by itself when its first day comes.
async function withCurrentPeriods(scope: Scope, periods: Period[]): Promise<Period[]> {
  const added = missingPeriods(periods, scope.today);
  if (added.length > 0) await insertPeriods(scope, added);
  return [...periods, ...added];
}

function missingPeriods(periods: readonly Period[], today: BusinessDate): Period[] {
  const last = periods.at(-1);
  return !last || last.endsBefore > today ? [] : monthsBetween(last.endsBefore, today);
}

/** The months from one first day up to and including the month of `until`, all open. */
export function monthsBetween(firstDay: BusinessDate, until: BusinessDate): Period[] {
  const months: Period[] = [];
  for (let start = startOfMonth(firstDay); start <= until; start = addMonths(start, 1)) {
    months.push({ startsOn: start, endsBefore: addMonths(start, 1), status: 'open', closedBefore: null });
    assert(months.length <= 1200, 'books span at most a hundred years');
  }
  return months;
}

/** Opens these months of the books; a month that is there already stays as it is. */
export async function insertPeriods(scope: Scope, periods: readonly Period[]): Promise<void> {
  await scope.tx.run(sql`
    insert into ledger.period (cooperative_id, starts_on, ends_before, status)
    select ${scope.cooperativeId}, p.starts_on, p.ends_before, 'open'
      from json_to_recordset(${JSON.stringify(
        periods.map(({ startsOn, endsBefore }) => ({ starts_on: startsOn, ends_before: endsBefore })),
      )}::json) as p(starts_on date, ends_before date)
    on conflict (cooperative_id, starts_on) do nothing`);
}

const SET_COUNTER = 'update ledger.counter set next_number = $2 where cooperative_id = $1';

// Joining the open period is what refuses a closed one, on one machine and on a cluster alike.
const INSERT_ENTRIES = `
  insert into ledger.entry (cooperative_id, id, number, business_date, happened_at, written_at, description, source,
                            line_count, reverses_id, reason, command_id, branch_id, unit_id)
  select p.cooperative_id, e.id, e.number, e.business_date, coalesce(e.happened_at, $2), $2, e.description, e.source,
         e.line_count, e.reverses_id, e.reason, e.command_id, e.branch_id, e.unit_id
    from ledger.period p
    join json_to_recordset($3::json) as e(id uuid, number bigint, business_date date, happened_at timestamptz,
         description text, source text, line_count smallint, reverses_id uuid, reason text, command_id uuid,
         branch_id uuid, unit_id uuid)
      on e.business_date >= p.starts_on and e.business_date < p.ends_before
   where p.cooperative_id = $1 and p.status = 'open' and (p.closed_before is null or e.business_date >= p.closed_before)
  returning id`;

// Joining the account checks in the same step that it is this cooperative's. The list of ids keeps the plan from reading
// all of a large cooperative's accounts for a few lines.
const INSERT_LINES = `
  with lines as (
    insert into ledger.line (cooperative_id, entry_id, position, line_count, account_id, amount_sen, business_date, note)
    select a.cooperative_id, l.entry_id, l.position, l.line_count, a.id, l.amount_sen, l.business_date, l.note
      from ledger.account a
      join json_to_recordset($2::json) as l(entry_id uuid, position smallint, line_count smallint, account_id uuid,
           amount_sen bigint, business_date date, note text) on a.id = l.account_id
     where a.cooperative_id = $1 and a.id = any($3::uuid[])
    returning 1)
  select count(*) as written from lines`;

const MOVE_BALANCES = `
  update ledger.account a
     set balance_sen = a.balance_sen + d.delta_sen, version = a.version + 1
    from json_to_recordset($2::json) as d(account_id uuid, delta_sen bigint)
   where a.cooperative_id = $1 and a.id = any($3::uuid[]) and a.id = d.account_id and a.guarded`;

/** Writes planned entries in a few set-wise statements that share one round trip. */
export async function writePosting(scope: Scope, books: Books, entries: readonly PlannedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const { tx, cooperativeId, now } = scope;
  const lines = lineRecords(entries);
  const balances = balanceRecords(books, entries);
  const idsOf = (records: readonly { account_id: string }[]) => [
    ...new Set(records.map((record) => record.account_id)),
  ];
  const [, entryRows, lineRows] = await Promise.all([
    tx.prepared('ledger.set_counter', SET_COUNTER, [cooperativeId, books.nextNumber]),
    tx.prepared('ledger.entries', INSERT_ENTRIES, [cooperativeId, now, JSON.stringify(entryRecords(scope, entries))]),
    tx.prepared<{ written: bigint }>('ledger.lines', INSERT_LINES, [
      cooperativeId,
      JSON.stringify(lines),
      idsOf(lines),
    ]),
    tx.prepared('ledger.balances', MOVE_BALANCES, [cooperativeId, JSON.stringify(balances), idsOf(balances)]),
  ]);
  assert(entryRows.length === entries.length, 'every planned entry is in an open period');
  assert(lineRows[0]?.written === BigInt(lines.length), 'every planned line has its account');
}

function entryRecords(scope: Scope, entries: readonly PlannedEntry[]) {
  return entries.map((entry) => ({
    id: entry.id,
    number: entry.number.toString(),
    business_date: entry.businessDate,
    happened_at: entry.happenedAt ?? null,
    description: entry.description,
    source: entry.source,
    line_count: entry.lines.length,
    reverses_id: entry.reversesId ?? null,
    reason: entry.reason ?? null,
    command_id: entry.commandId ?? scope.commandId,
    branch_id: entry.branchId ?? null,
    unit_id: entry.unitId ?? null,
  }));
}

function lineRecords(entries: readonly PlannedEntry[]) {
  return entries.flatMap((entry) =>
    entry.lines.map((line, index) => ({
      entry_id: entry.id,
      position: index + 1,
      line_count: entry.lines.length,
      account_id: line.accountId,
      amount_sen: line.amountSen.toString(),
      business_date: entry.businessDate,
      note: line.note ?? null,
    })),
  );
}

// One row an account, however often the batch moves it.
function balanceRecords(books: Books, entries: readonly PlannedEntry[]) {
  const deltas = new Map<string, bigint>();
  for (const line of entries.flatMap((entry) => entry.lines)) {
    const account = books.accounts.get(line.accountId);
    if (account?.guarded)
      deltas.set(account.id, (deltas.get(account.id) ?? 0n) + inNormalSign(account, line.amountSen));
  }
  return [...deltas].map(([id, delta]) => ({ account_id: id, delta_sen: delta.toString() }));
}
