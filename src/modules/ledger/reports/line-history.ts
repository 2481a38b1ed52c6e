import sql from 'sql-template-tag';
import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { dateField, idField, textField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';

const LineHistoryInput = z.strictObject({
  code: textField(20),
  from: dateField,
  to: dateField,
  branchId: idField.optional(),
  unitId: idField.optional(),
  limit: z.coerce.number().int().min(1).max(20_000).default(100),
  cursor: z
    .string()
    .regex(/^[0-9]{1,9}$/)
    .optional(),
});
type LineHistoryInput = z.output<typeof LineHistoryInput>;

/** One entry as it moved a chart line: one of `debit` and `credit` is null, `balance` is in the line's normal sign. */
export type LineHistoryItem = {
  readonly entryId: string;
  readonly number: string;
  readonly businessDate: string;
  readonly description: string;
  readonly debit: string | null;
  readonly credit: string | null;
  readonly balance: string;
};

type Line = {
  readonly code: string;
  readonly name: string;
  readonly normal: 'debit' | 'credit';
  readonly postable: boolean;
};
type Sums = { readonly opening: bigint; readonly debit: bigint; readonly credit: bigint };
type Moved = Omit<LineHistoryItem, 'number' | 'debit' | 'credit' | 'balance'> & {
  readonly number: bigint;
  readonly amount: bigint;
  readonly running: bigint;
};

/**
 * The general ledger of a chart line, or of a heading with everything under it, over days that are both included, in
 * one branch or unit if asked: opening, every entry with the running balance, totals, closing. Error: `chart_code_unknown`.
 */
export const lineHistory = query({
  name: 'ledger.lineHistory',
  permission: 'ledger.read',
  input: LineHistoryInput,
  async run(scope, input) {
    const line = await scope.tx.maybe<Line>(sql`
      select c.code, c.name, c.normal, c.postable from ledger.chart_line c
       where c.cooperative_id = ${scope.cooperativeId} and c.code = ${input.code}`);
    if (!line) throw new DomainError('not_found', 'chart_code_unknown', 'Kode akun ini tidak ada');
    const ids = await accountsUnder(scope, input.code);
    const offset = Number(input.cursor ?? '0');
    const [sums, rows] = await Promise.all([sumsOf(scope, ids, input), movedIn(scope, ids, input, offset)]);
    const sign = line.normal === 'debit' ? 1n : -1n;
    return {
      ...line,
      from: input.from,
      to: input.to,
      opening: formatDecimal(sign * sums.opening),
      debit: formatDecimal(sums.debit),
      credit: formatDecimal(sums.credit),
      closing: formatDecimal(sign * (sums.opening + sums.debit - sums.credit)),
      items: rows.slice(0, input.limit).map((row) => itemOf(row, sums.opening, sign)),
      nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    };
  },
});

function itemOf({ amount, running, number, ...row }: Moved, opening: bigint, sign: bigint): LineHistoryItem {
  return {
    ...row,
    number: number.toString(),
    debit: amount > 0n ? formatDecimal(amount) : null,
    credit: amount < 0n ? formatDecimal(-amount) : null,
    balance: formatDecimal(sign * (opening + running)),
  };
}

async function accountsUnder(scope: QueryScope, code: string): Promise<string[]> {
  const rows = await scope.tx.rows<{ id: string }>(sql`
    with recursive under as (
      select c.code from ledger.chart_line c where c.cooperative_id = ${scope.cooperativeId} and c.code = ${code}
      union
      select child.code from ledger.chart_line child
        join under u on u.code = child.parent_code
       where child.cooperative_id = ${scope.cooperativeId})
    select a.id from ledger.account a
      join under u on u.code = a.chart_code
     where a.cooperative_id = ${scope.cooperativeId}`);
  return rows.map((row) => row.id);
}

/** What both sums and rows read: the lines of these accounts up to the last day, in the branch or unit asked for. */
function linesOf(scope: QueryScope, ids: readonly string[], input: LineHistoryInput) {
  const { branchId = null, unitId = null } = input;
  return sql`
    ledger.line l
      join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = any(${ids}::uuid[])
       and l.business_date <= ${input.to}::date
       and (${branchId}::uuid is null or e.branch_id = ${branchId}::uuid)
       and (${unitId}::uuid is null or e.unit_id = ${unitId}::uuid)`;
}

// Debit and credit are those of each entry as a whole on these accounts, so that they agree with the rows shown.
function sumsOf(scope: QueryScope, ids: readonly string[], input: LineHistoryInput): Promise<Sums> {
  return scope.tx.one<Sums>(sql`
    select coalesce(sum(m.amount) filter (where m.business_date < ${input.from}::date), 0)::bigint as opening,
           coalesce(sum(m.amount) filter (where m.business_date >= ${input.from}::date and m.amount > 0), 0)::bigint as debit,
           coalesce(-sum(m.amount) filter (where m.business_date >= ${input.from}::date and m.amount < 0), 0)::bigint as credit
      from (select e.id, e.business_date, sum(l.amount_sen) as amount from ${linesOf(scope, ids, input)}
             group by e.id, e.business_date) m`);
}

function movedIn(scope: QueryScope, ids: readonly string[], input: LineHistoryInput, offset: number): Promise<Moved[]> {
  return scope.tx.rows<Moved>(sql`
    select m.id as "entryId", m.number, m.business_date as "businessDate", m.description, m.amount::bigint as amount,
           sum(m.amount) over (order by m.business_date, m.number)::bigint as running
      from (select e.id, e.number, e.business_date, e.description, sum(l.amount_sen) as amount
              from ${linesOf(scope, ids, input)} and l.business_date >= ${input.from}::date
             group by e.id, e.number, e.business_date, e.description) m
     order by m.business_date, m.number
    offset ${offset} limit ${input.limit + 1}`);
}
