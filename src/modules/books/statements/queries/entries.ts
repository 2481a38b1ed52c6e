import sql, { type Sql } from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { dateField, textField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { readChart, YEAR_CLOSE_SOURCE } from '#ledger';
import { EQUITY_KINDS, type Figure } from '../figure.ts';
import { flowClassOf, type PlacedLine, withHeadings } from '../rules/place.ts';
import { equityMoves } from './equity-sums.ts';
import { ASIDE_SOURCES, entriesIn, isOf } from './flow-sums.ts';
import { type Place, PlaceInput } from './head.ts';

const EPOCH = '1900-01-01' as BusinessDate;
const CODES_MAX = 1000;

/** One entry with what it brings to a figure, debit above zero. */
export type FigureEntry = {
  readonly entryId: string;
  readonly number: string;
  readonly businessDate: string;
  readonly description: string;
  readonly amount: string;
};

type Found = Omit<FigureEntry, 'number' | 'amount'> & { readonly number: bigint; readonly amount: bigint };

/**
 * The entries behind a figure of a statement, newest first, and their sum (debit above zero, before the sign in which the statement shows it).
 * `codes` are chart lines; a heading takes in what is under it.
 */
export const figureEntries = query({
  name: 'books.figureEntries',
  permission: 'ledger.read',
  input: z.strictObject({
    codes: z.array(textField(20)).min(1).max(CODES_MAX),
    from: dateField.nullable(),
    before: dateField,
    only: z
      .enum(['cash', 'cash_in', 'cash_out', 'crossing', ...EQUITY_KINDS.map((kind) => `equity:${kind}` as const)])
      .optional(),
    withoutClosing: z.boolean().optional(),
    limit: z.coerce.number().int().min(1).max(20_000).default(100),
    cursor: z
      .string()
      .regex(/^[0-9]{1,9}$/)
      .optional(),
    ...PlaceInput,
  }),
  async run(scope, { limit, cursor, branchId, unitId, language, codes, from, before, only, withoutClosing }) {
    const chart = withHeadings(await readChart(scope)).filter(({ postable }) => postable);
    const figure: Figure = {
      codes: await codesUnder(scope, codes),
      from,
      before,
      ...(only && { only }),
      ...(withoutClosing && { withoutClosing }),
    };
    const moved = movedBy(scope, chart, { figure, place: { branchId, unitId, language } });
    const offset = Number(cursor ?? '0');
    const [{ total }, rows] = await Promise.all([
      scope.tx.one<{ total: bigint }>(sql`${moved} select coalesce(sum(m.amount), 0)::bigint as total from figure m`),
      scope.tx.rows<Found>(sql`
        ${moved}
        select m.id as "entryId", m.number, m.business_date as "businessDate", m.description, sum(m.amount)::bigint as amount
          from figure m group by m.id, m.number, m.business_date, m.description
         order by m.business_date desc, m.number desc offset ${offset} limit ${limit + 1}`),
    ]);
    return {
      total: formatDecimal(total),
      items: rows
        .slice(0, limit)
        .map((row): FigureEntry => ({ ...row, number: row.number.toString(), amount: formatDecimal(row.amount) })),
      nextCursor: rows.length > limit ? String(offset + limit) : null,
      lines: chart.filter(({ code }) => figure.codes.includes(code)).map(({ code, name }) => ({ code, name })),
    };
  },
});

async function codesUnder(scope: QueryScope, codes: readonly string[]): Promise<string[]> {
  const rows = await scope.tx.rows<{ code: string }>(sql`
    with recursive under as (
      select c.code, c.postable from ledger.chart_line c where c.cooperative_id = ${scope.cooperativeId} and c.code = any(${codes}::text[])
      union
      select child.code, child.postable from ledger.chart_line child
        join under u on u.code = child.parent_code
       where child.cooperative_id = ${scope.cooperativeId})
    select u.code from under u where u.postable`);
  return rows.map(({ code }) => code);
}

/** Lines that make the figure, as `figure(id, number, business_date, description, amount)`. */
function movedBy(
  scope: QueryScope,
  chart: readonly PlacedLine[],
  { figure, place }: { figure: Figure; place: Place },
): Sql {
  const period = { from: (figure.from ?? EPOCH) as BusinessDate, before: figure.before as BusinessDate };
  const { only } = figure;
  if (only?.startsWith('equity:')) {
    return sql`
      ${equityMoves(scope, chart, { period, place })},
      figure as (
        select k.id, k.number, k.business_date, k.description, k.amount_sen as amount from kinds k
         where k.code = any(${figure.codes}::text[]) and k.kind = ${only.slice('equity:'.length)})`;
  }
  const side = only === 'cash_in' ? sql`and (l.amount_sen < 0) <> (e.reverses_id is not null)` : sql``;
  const other = only === 'cash_out' ? sql`and (l.amount_sen < 0) = (e.reverses_id is not null)` : sql``;
  return sql`
    with figure as (
      select e.id, e.number, e.business_date, e.description, l.amount_sen as amount
        from ledger.entry e
        join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
        join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
       where ${whichEntries(scope, chart, { figure, period, place })} and a.chart_code = any(${figure.codes}::text[]) ${side} ${other})`;
}

type Asked = { figure: Figure; period: { from: BusinessDate; before: BusinessDate }; place: Place };

function whichEntries(scope: QueryScope, chart: readonly PlacedLine[], { figure, period, place }: Asked): Sql {
  const branch = place.branchId ?? null;
  const unit = place.unitId ?? null;
  if (figure.only) {
    const classes = sql`
      select count(distinct k.class) as classes, bool_or(k.class = 'cash') as cash
        from ledger.line kl
        join ledger.account ka on ka.cooperative_id = kl.cooperative_id and ka.id = kl.account_id
        join unnest(${chart.map(({ code }) => code)}::text[], ${chart.map(flowClassOf)}::text[]) as k(code, class) on k.code = ka.chart_code
       where kl.cooperative_id = e.cooperative_id and kl.entry_id = e.id`;
    const wanted = figure.only === 'crossing' ? sql`not j.cash and j.classes > 1` : sql`j.cash`;
    return sql`${entriesIn(scope, period, place)} and not ${isOf(ASIDE_SOURCES)} and exists (select 1 from (${classes}) j where ${wanted})`;
  }
  const closing = figure.withoutClosing ? sql`and not starts_with(e.source, ${YEAR_CLOSE_SOURCE})` : sql``;
  return sql`
    e.cooperative_id = ${scope.cooperativeId} and e.business_date >= ${period.from}::date and e.business_date < ${period.before}::date
      and (${branch}::uuid is null or e.branch_id = ${branch}::uuid) and (${unit}::uuid is null or e.unit_id = ${unit}::uuid)
      ${closing}`;
}
