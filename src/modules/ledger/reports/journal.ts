import sql from 'sql-template-tag';
import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { dateField, idField, textField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import type { JournalRow } from './journal-search.ts';

const Page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(/^[0-9]{1,18}$/)
    .optional(),
};

export type EntryDetail = JournalRow & {
  readonly happenedAt: string;
  readonly writtenAt: string;
  readonly reason: string | null;
  readonly reversedById: string | null;
  readonly command: string | null;
  readonly actorName: string | null;
  readonly lines: {
    readonly accountId: string;
    readonly code: string;
    readonly name: string;
    readonly debit: string | null;
    readonly credit: string | null;
    readonly note: string | null;
  }[];
};

/** One entry with its lines, who made it, and what it reverses or is reversed by. Error: `entry_unknown`. */
export const entryDetail = query({
  name: 'ledger.entry',
  permission: 'ledger.read',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }): Promise<EntryDetail> {
    const [entry, lines] = await Promise.all([
      scope.tx.maybe<Omit<EntryDetail, 'lines' | 'number' | 'amount' | 'reversed'> & { number: bigint }>(sql`
        select e.id, e.number, e.business_date as "businessDate", e.description, e.source, e.reverses_id as "reversesId",
               e.happened_at as "happenedAt", e.written_at as "writtenAt", e.reason, r.id as "reversedById",
               c.name as command, c.actor_name as "actorName"
          from ledger.entry e
          left join ledger.entry r on r.cooperative_id = e.cooperative_id and r.reverses_id = e.id
          left join kernel.command_log c on c.cooperative_id = e.cooperative_id and c.id = e.command_id
         where e.cooperative_id = ${scope.cooperativeId} and e.id = ${id}`),
      scope.tx.rows<{ accountId: string; code: string; name: string; amountSen: bigint; note: string | null }>(sql`
        select l.account_id as "accountId", a.chart_code as code, a.name, l.amount_sen as "amountSen", l.note
          from ledger.line l
          join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
         where l.cooperative_id = ${scope.cooperativeId} and l.entry_id = ${id}
         order by l.position`),
    ]);
    if (!entry) throw new DomainError('not_found', 'entry_unknown', 'Jurnal ini tidak ada');
    const debits = lines.reduce((sum, line) => sum + (line.amountSen > 0n ? line.amountSen : 0n), 0n);
    return {
      ...entry,
      number: entry.number.toString(),
      amount: formatDecimal(debits),
      reversed: entry.reversedById !== null,
      lines: lines.map(({ amountSen, ...line }) => ({ ...line, ...sides(amountSen) })),
    };
  },
});

function sides(amountSen: bigint): { debit: string | null; credit: string | null } {
  return amountSen > 0n
    ? { debit: formatDecimal(amountSen), credit: null }
    : { debit: null, credit: formatDecimal(-amountSen) };
}

/** General ledger of one chart line or one account over days, both included: opening, items with running balance, closing. */
export const accountHistory = query({
  name: 'ledger.accountHistory',
  permission: 'ledger.read',
  input: z
    .strictObject({
      code: textField(20).optional(),
      accountId: idField.optional(),
      from: dateField,
      to: dateField,
      ...Page,
    })
    .refine((input) => (input.code === undefined) !== (input.accountId === undefined), {
      message: 'Pilih satu akun',
      params: { reason: 'one_account' },
    }),
  async run(scope, input) {
    const accounts = await scope.tx.rows<{ id: string; name: string; normal: 'debit' | 'credit' }>(sql`
      select a.id, c.name, a.normal from ledger.account a
        join ledger.chart_line c on c.cooperative_id = a.cooperative_id and c.code = a.chart_code
       where a.cooperative_id = ${scope.cooperativeId}
         and (a.chart_code = ${input.code ?? null} or a.id = ${input.accountId ?? null}::uuid)`);
    const first = accounts[0];
    if (!first) throw new DomainError('not_found', 'account_unknown', 'Akun ini tidak ada');
    const ids = accounts.map((account) => account.id);
    const rows = await scope.tx.rows<{
      entryId: string;
      number: bigint;
      businessDate: string;
      description: string;
      amountSen: bigint;
      balance: bigint;
    }>(sql`
      with opening as (
        select coalesce(sum(l.amount_sen), 0) as amount from ledger.line l
         where l.cooperative_id = ${scope.cooperativeId} and l.account_id = any(${ids}::uuid[]) and l.business_date < ${input.from}::date),
      moved as (
        select e.id, e.number, e.business_date, e.description, sum(l.amount_sen) as amount
          from ledger.line l
          join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
         where l.cooperative_id = ${scope.cooperativeId} and l.account_id = any(${ids}::uuid[])
           and l.business_date >= ${input.from}::date and l.business_date < ${addDays(input.to, 1)}::date
         group by e.id, e.number, e.business_date, e.description)
      select m.id as "entryId", m.number, m.business_date as "businessDate", m.description, m.amount::bigint as "amountSen",
             (o.amount + sum(m.amount) over (order by m.business_date, m.number))::bigint as balance
        from moved m cross join opening o
       order by m.business_date, m.number
      offset ${input.cursor ?? '0'}::bigint limit ${input.limit + 1}`);
    const { opening, closing } = await edges(scope, ids, input);
    const sign = first.normal === 'debit' ? 1n : -1n;
    const offset = Number(input.cursor ?? '0');
    return {
      name: first.name,
      normal: first.normal,
      opening: formatDecimal(sign * opening),
      closing: formatDecimal(sign * closing),
      items: rows.slice(0, input.limit).map(({ amountSen, balance, number, ...row }) => ({
        ...row,
        number: number.toString(),
        ...sides(amountSen),
        balance: formatDecimal(sign * balance),
      })),
      nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    };
  },
});

async function edges(
  scope: QueryScope,
  ids: string[],
  range: { from: string; to: string },
): Promise<{ opening: bigint; closing: bigint }> {
  return scope.tx.one(sql`
    select coalesce(sum(l.amount_sen) filter (where l.business_date < ${range.from}::date), 0)::bigint as opening,
           coalesce(sum(l.amount_sen), 0)::bigint as closing
      from ledger.line l
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = any(${ids}::uuid[]) and l.business_date <= ${range.to}::date`);
}
