import sql from 'sql-template-tag';
import { z } from 'zod';
import { receiptsOfEntries } from '#documents';
import { addDays, type BusinessDate, parseDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { dateField, idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { accountsById, type SavingsAccount } from './account-rows.ts';

/** One line of a passbook. `amount` is above zero for money in, below for money out; `balance` is what stood after it. */
export type StatementItem = {
  readonly entryId: string;
  readonly number: string;
  readonly on: BusinessDate;
  readonly writtenAt: string;
  readonly kind: string;
  readonly description: string;
  readonly note: string | null;
  readonly amount: string;
  readonly balance: string;
  readonly reversed: boolean;
  readonly receiptId: string | null;
  readonly receiptNumber: string | null;
};

/** A saving's movements on half-open days, with the balances around them. Money as decimal strings. */
export type Statement = {
  readonly account: {
    id: string;
    number: string;
    productName: string;
    memberName: string;
    memberNumber: string | null;
  };
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly opening: string;
  readonly items: readonly StatementItem[];
  readonly closing: string;
};

/** A statement carries at most this many lines; a longer one is asked for in parts. */
export const STATEMENT_LINES_MAX = 5_000;

const StatementInput = z.strictObject({
  accountId: idField,
  /** First day; absent: from the day the saving was opened. */
  from: dateField.optional(),
  /** First day that no longer counts; absent: all days up to today. */
  to: dateField.optional(),
});

/** A saving's statement for staff. Errors: `savings_account_unknown`, `range_empty`, `statement_too_long`. */
export const statement = query({
  name: 'savings.statement',
  permission: 'savings.read',
  input: StatementInput,
  run: (scope, input) => readStatement(scope, input),
});

/** A member's own statement. Another member's saving does not exist for them. Errors: as `statement`. */
export const ownStatement = query({
  name: 'savings.ownStatement',
  permission: 'self.read',
  input: StatementInput,
  run: (scope, input) => readStatement(scope, input, scope.context.actor.memberId ?? 'nobody'),
});

type Range = { accountId: string; from?: BusinessDate | undefined; to?: BusinessDate | undefined };

async function readStatement(scope: QueryScope, range: Range, ownerId?: string): Promise<Statement> {
  const [account] = await accountsById(scope, [range.accountId]);
  if (!account || (ownerId !== undefined && account.memberId !== ownerId)) {
    throw new DomainError('not_found', 'savings_account_unknown', 'Simpanan ini tidak ada');
  }
  const from = range.from ?? parseDate('1900-01-01');
  const to = range.to ?? addDays(scope.today, 1);
  if (from >= to) throw new DomainError('invalid', 'range_empty', 'Tanggal akhir harus sesudah tanggal awal');
  const [opening, lines] = await Promise.all([
    openingOf(scope, account.id, from),
    linesOf(scope, account.id, { from, to }, STATEMENT_LINES_MAX + 1),
  ]);
  if (lines.length > STATEMENT_LINES_MAX) {
    throw new DomainError(
      'invalid',
      'statement_too_long',
      'Mutasi terlalu banyak. Pilih jangka waktu yang lebih pendek',
    );
  }
  const items = await withReceipts(scope, lines, opening);
  return {
    account: briefOf(account),
    from,
    to,
    opening: formatDecimal(opening),
    items,
    closing: items.at(-1)?.balance ?? formatDecimal(opening),
  };
}

/** The latest movements of accounts, newest first, across all of them. */
export async function latestMovements(
  scope: QueryScope,
  accounts: readonly SavingsAccount[],
  limit: number,
): Promise<(Omit<StatementItem, 'balance'> & { accountId: string })[]> {
  const ids = accounts.map(({ id }) => id);
  const rows = await scope.tx.rows<LineRow>(sql`
    select ${LINE_COLUMNS} from ${LINE_TABLES}
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = any(${ids}::uuid[])
     order by l.business_date desc, e.number desc, l.position desc
     limit ${limit}`);
  const receipts = await receiptsOfEntries(scope, [...new Set(rows.map(({ entryId }) => entryId))]);
  return rows.map((row) => ({ ...itemOf(row, receipts.get(row.entryId)), accountId: row.accountId }));
}

type LineRow = {
  readonly accountId: string;
  readonly entryId: string;
  readonly number: bigint;
  readonly on: BusinessDate;
  readonly writtenAt: string;
  readonly kind: string;
  readonly description: string;
  readonly note: string | null;
  readonly amountSen: bigint;
  readonly reversed: boolean;
};

const LINE_COLUMNS = sql`l.account_id as "accountId", e.id as "entryId", e.number, l.business_date as "on", e.written_at as "writtenAt",
  e.source as kind, e.description, l.note, -l.amount_sen as "amountSen", r.id is not null as reversed`;

// A line on a saving, its entry, and the entry that reversed it, if one did.
const LINE_TABLES = sql`ledger.line l
  join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
  left join ledger.entry r on r.cooperative_id = e.cooperative_id and r.reverses_id = e.id`;

async function openingOf(scope: QueryScope, accountId: string, from: BusinessDate): Promise<bigint> {
  const { opening } = await scope.tx.one<{ opening: bigint }>(sql`
    select coalesce(-sum(l.amount_sen), 0)::bigint as opening from ledger.line l
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${accountId} and l.business_date < ${from}::date`);
  return opening;
}

function linesOf(
  scope: QueryScope,
  accountId: string,
  { from, to }: { from: BusinessDate; to: BusinessDate },
  limit: number,
): Promise<LineRow[]> {
  return scope.tx.rows<LineRow>(sql`
    select ${LINE_COLUMNS} from ${LINE_TABLES}
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${accountId}
       and l.business_date >= ${from}::date and l.business_date < ${to}::date
     order by l.business_date, e.number, l.position
     limit ${limit}`);
}

async function withReceipts(scope: QueryScope, lines: readonly LineRow[], opening: bigint): Promise<StatementItem[]> {
  const receipts = await receiptsOfEntries(scope, [...new Set(lines.map(({ entryId }) => entryId))]);
  let balance = opening;
  return lines.map((line) => {
    balance += line.amountSen;
    return { ...itemOf(line, receipts.get(line.entryId)), balance: formatDecimal(balance) };
  });
}

function itemOf(
  { accountId: _accountId, number, amountSen, ...line }: LineRow,
  receipt: { id: string; number: string } | undefined,
): Omit<StatementItem, 'balance'> {
  return {
    ...line,
    number: number.toString(),
    amount: formatDecimal(amountSen),
    receiptId: receipt?.id ?? null,
    receiptNumber: receipt?.number ?? null,
  };
}

function briefOf({ id, number, productName, memberName, memberNumber }: SavingsAccount) {
  return { id, number, productName, memberName, memberNumber };
}
