import sql, { join, type Sql } from 'sql-template-tag';
import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { amountField, dateField, idField, textField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';

export type JournalRow = {
  readonly id: string;
  readonly number: string;
  readonly businessDate: string;
  readonly description: string;
  readonly source: string;
  readonly amount: string;
  readonly reversed: boolean;
  readonly reversesId: string | null;
};

/** What an entry is looked for by; all that is given must hold. */
const Search = {
  from: dateField.optional(),
  to: dateField.optional(),
  /** A number, or a part of the description or of a line's note. */
  q: textField(80).optional(),
  /** A code (with all under it), or a part of an account's name: a member's saving has the member's. */
  account: textField(80).optional(),
  /** One line, or the whole entry, is of an amount in this range; both included. */
  amountFrom: amountField.optional(),
  amountTo: amountField.optional(),
  /** A part of the name of who made it. */
  person: textField(80).optional(),
  /** The module or rule that made it: `savings`, `books.journal`. */
  source: z
    .string()
    .regex(/^[a-z_]{1,40}(\.[a-z_]{1,40}){0,3}$/)
    .optional(),
  branchId: idField.optional(),
  unitId: idField.optional(),
  state: z.enum(['valid', 'reversed', 'reversal']).optional(),
  attached: z.enum(['yes']).optional(),
};
const SearchInput = z.strictObject(Search);
type SearchInput = z.output<typeof SearchInput>;

const REVERSED = sql`exists (select 1 from ledger.entry r where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id)`;

/** Entries, newest number first; `cursor` is the last number seen. */
export const journal = query({
  name: 'ledger.journal',
  permission: 'ledger.read',
  input: z.strictObject({
    ...Search,
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z
      .string()
      .regex(/^[0-9]{1,18}$/)
      .optional(),
  }),
  async run(scope, { limit, cursor, ...search }) {
    const rows = await scope.tx.rows<Omit<JournalRow, 'number' | 'amount'> & { number: bigint; amount: bigint }>(sql`
      select e.id, e.number, e.business_date as "businessDate", e.description, e.source, e.reverses_id as "reversesId",
             (select sum(l.amount_sen) from ledger.line l
               where l.cooperative_id = e.cooperative_id and l.entry_id = e.id and l.amount_sen > 0)::bigint as amount,
             ${REVERSED} as reversed
        from ledger.entry e
       where ${await conditions(scope, search)} and e.number < coalesce(${cursor ?? null}::bigint, 9223372036854775807)
       order by e.number desc
       limit ${limit + 1}`);
    const items = rows
      .slice(0, limit)
      .map((row) => ({ ...row, number: row.number.toString(), amount: formatDecimal(row.amount) }));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
  },
});

/** The most lines that one export of the journal holds. */
export const EXPORT_LINES_MAX = 100_000;

/** A line of an entry as an export shows it. Amounts are in sen. */
export type JournalLine = {
  readonly number: bigint;
  readonly businessDate: string;
  readonly description: string;
  readonly code: string;
  readonly name: string;
  readonly debitSen: bigint;
  readonly creditSen: bigint;
  readonly note: string | null;
  readonly person: string | null;
};

/** The lines of the entries that a search finds, oldest first. Error: `journal_too_long` above 100,000 lines. */
export const journalLines = query({
  name: 'ledger.journalLines',
  permission: 'ledger.read',
  input: SearchInput,
  async run(scope, search) {
    const lines = await scope.tx.rows<JournalLine>(sql`
      select e.number, e.business_date as "businessDate", e.description, a.chart_code as code, a.name, greatest(l.amount_sen, 0) as "debitSen",
             greatest(-l.amount_sen, 0) as "creditSen", l.note, c.actor_name as person
        from ledger.entry e
        join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
        join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
        left join kernel.command_log c on c.cooperative_id = e.cooperative_id and c.id = e.command_id
       where ${await conditions(scope, search)}
       order by e.number, l.position
       limit ${EXPORT_LINES_MAX + 1}`);
    if (lines.length > EXPORT_LINES_MAX) {
      throw new DomainError(
        'refused',
        'journal_too_long',
        'Jurnal yang ditemukan terlalu banyak untuk satu berkas. Pilih rentang tanggal yang lebih pendek',
      );
    }
    return lines;
  },
});

/**
 * Only what is asked for becomes a condition, so that the plan is one of its own. Newest numbers are walked first and the walk ends with the
 * page: row-level security lets no index of parts of words be used, and a page of a frequent word is found at once.
 */
async function conditions(scope: QueryScope, asked: SearchInput): Promise<Sql> {
  const found: Sql[] = [sql`e.cooperative_id = ${scope.cooperativeId} and e.number > 0`];
  if (asked.from) found.push(sql`e.business_date >= ${asked.from}::date`);
  if (asked.to) found.push(sql`e.business_date <= ${asked.to}::date`);
  if (asked.q) found.push(saysWord(asked.q));
  if (asked.account) found.push(await movesAccount(scope, asked.account));
  if (asked.amountFrom !== undefined || asked.amountTo !== undefined) found.push(hasAmount(asked));
  if (asked.person) {
    found.push(sql`exists (select 1 from kernel.command_log c
      where c.cooperative_id = e.cooperative_id and c.id = e.command_id and c.actor_name ilike ${part(asked.person)})`);
  }
  if (asked.source)
    found.push(sql`(e.source = ${asked.source} or e.source like ${`${asked.source.replaceAll('_', '\\_')}.%`})`);
  if (asked.branchId) found.push(sql`e.branch_id = ${asked.branchId}`);
  if (asked.unitId) found.push(sql`e.unit_id = ${asked.unitId}`);
  if (asked.state === 'reversed') found.push(REVERSED);
  if (asked.state === 'reversal') found.push(sql`e.reverses_id is not null`);
  if (asked.state === 'valid') found.push(sql`e.reverses_id is null and not ${REVERSED}`);
  if (asked.attached) {
    found.push(
      sql`exists (select 1 from ledger.attachment t where t.cooperative_id = e.cooperative_id and t.entry_id = e.id)`,
    );
  }
  return join(found, ' and ');
}

function saysWord(word: string): Sql {
  return sql`(e.number::text = ${word} or e.description ilike ${part(word)}
    or exists (select 1 from ledger.line l
                where l.cooperative_id = e.cooperative_id and l.entry_id = e.id and l.note ilike ${part(word)}))`;
}

async function movesAccount(scope: QueryScope, account: string): Promise<Sql> {
  const accounts = await scope.tx.rows<{ id: string }>(sql`
    select a.id from ledger.account a
     where a.cooperative_id = ${scope.cooperativeId}
       and (a.chart_code = ${account} or a.chart_code like ${`${escapeLike(account)}.%`} or a.name ilike ${part(account)})
     limit 20000`);
  return sql`exists (select 1 from ledger.line l
    where l.cooperative_id = e.cooperative_id and l.entry_id = e.id and l.account_id = any(${accounts.map(({ id }) => id)}::uuid[]))`;
}

function hasAmount(asked: SearchInput): Sql {
  const [amountFrom, amountTo] = [asked.amountFrom ?? 0n, asked.amountTo ?? 9_000_000_000_000_000_000n];
  return sql`exists (select 1 from ledger.line l where l.cooperative_id = e.cooperative_id and l.entry_id = e.id
    having bool_or(abs(l.amount_sen) >= ${amountFrom} and abs(l.amount_sen) <= ${amountTo})
        or (sum(l.amount_sen) filter (where l.amount_sen > 0) >= ${amountFrom}
            and sum(l.amount_sen) filter (where l.amount_sen > 0) <= ${amountTo}))`;
}

function part(word: string): string {
  return `%${escapeLike(word)}%`;
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
