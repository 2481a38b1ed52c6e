import sql from 'sql-template-tag';
import { addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { type ChartLine, readChart } from '../chart.ts';
import { YEAR_CLOSE_SOURCE } from '../totals.ts';

/** A chart line with what moved on it, in sen: both sides, and their difference (debit above zero). */
export type LineBalance = ChartLine & {
  readonly amountSen: bigint;
  readonly debitSen: bigint;
  readonly creditSen: bigint;
};

/** Which part of the books a report covers: half-open dates, optionally one branch or unit. */
export type ReportRange = {
  readonly from?: BusinessDate | undefined;
  readonly before: BusinessDate;
  readonly branchId?: string | undefined;
  readonly unitId?: string | undefined;
  /** Leave out the entries that close a year (an income statement of that year needs it). */
  readonly withoutClosing?: boolean | undefined;
};

/** Sums of every chart line over a range, in the order of the chart; lines without movement are zero. */
export async function chartBalances(scope: QueryScope, range: ReportRange): Promise<LineBalance[]> {
  const [chart, sums] = await Promise.all([readChart(scope), readSums(scope, range)]);
  const byCode = new Map(sums.map((row) => [row.code, row]));
  return chart.map((line) => {
    const { debit, credit } = byCode.get(line.code) ?? { debit: 0n, credit: 0n };
    return { ...line, amountSen: debit - credit, debitSen: debit, creditSen: credit };
  });
}

/**
 * Whole months from the month totals, days at the edges from the day totals, and entries that are not counted yet from their lines: in one
 * statement, so that a fold at the same moment counts nothing twice. `offset 0` keeps the plan to the lines of those few entries, however
 * little the planner knows of the mark.
 */
function readSums(scope: QueryScope, range: ReportRange): Promise<{ code: string; debit: bigint; credit: bigint }[]> {
  const { cooperativeId } = scope;
  const branch = range.branchId ?? null;
  const unit = range.unitId ?? null;
  const bare = range.withoutClosing ?? false;
  const edges = edgesOf(range);
  const days = ({ from, before }: Span) => sql`
        select d.chart_code, d.debit_sen, d.credit_sen
          from ledger.day_total d
         where d.cooperative_id = ${cooperativeId} and d.business_date >= ${from}::date and d.business_date < ${before}::date
           and (${branch}::uuid is null or d.branch_id = ${branch}::uuid) and (${unit}::uuid is null or d.unit_id = ${unit}::uuid)
           and not (${bare} and d.closing)`;
  return scope.tx.rows(sql`
    with mark as materialized (
      select coalesce(max(k.through_number), 0) as number from ledger.totals_mark k where k.cooperative_id = ${cooperativeId}),
    late as materialized (
      select e.id from mark
       cross join lateral (
         select n.* from ledger.entry n where n.cooperative_id = ${cooperativeId} and n.number > 0 and n.number > mark.number offset 0) e
       where e.business_date < ${range.before}::date
         and (${range.from ?? null}::date is null or e.business_date >= ${range.from ?? null}::date)
         and (${branch}::uuid is null or e.branch_id = ${branch}::uuid) and (${unit}::uuid is null or e.unit_id = ${unit}::uuid)
         and not (${bare} and starts_with(e.source, ${YEAR_CLOSE_SOURCE})))
    select s.code, sum(s.debit)::bigint as debit, sum(s.credit)::bigint as credit
      from (
        select m.chart_code as code, m.debit_sen as debit, m.credit_sen as credit
          from ledger.month_total m
         where m.cooperative_id = ${cooperativeId} and m.month >= ${edges.months.from}::date and m.month < ${edges.months.before}::date
           and (${branch}::uuid is null or m.branch_id = ${branch}::uuid) and (${unit}::uuid is null or m.unit_id = ${unit}::uuid)
           and not (${bare} and m.closing)
        union all
        ${days(edges.head)}
        union all
        ${days(edges.tail)}
        union all
        select a.chart_code, greatest(l.amount_sen, 0), greatest(-l.amount_sen, 0)
          from late e
         cross join lateral (
           select n.account_id, n.amount_sen from ledger.line n
            where n.cooperative_id = ${cooperativeId} and n.entry_id = e.id offset 0) l
          join ledger.account a on a.cooperative_id = ${cooperativeId} and a.id = l.account_id) s
     group by s.code`);
}

type Span = { readonly from: BusinessDate; readonly before: BusinessDate };

/** Cuts a range into whole months and the days before and after them; a span of nothing begins where it ends. */
export function edgesOf({ from = '1900-01-01' as BusinessDate, before }: Pick<ReportRange, 'from' | 'before'>): {
  head: Span;
  months: Span;
  tail: Span;
} {
  const firstMonth = from === startOfMonth(from) ? from : addMonths(startOfMonth(from), 1);
  const lastMonth = startOfMonth(before);
  if (firstMonth >= lastMonth) {
    const nothing = { from: before, before };
    return { head: { from, before }, months: nothing, tail: nothing };
  }
  return {
    head: { from, before: firstMonth },
    months: { from: firstMonth, before: lastMonth },
    tail: { from: lastMonth, before },
  };
}

/** Adds every postable line to the headings above it. */
export function rollUp(lines: readonly LineBalance[]): Map<string, bigint> {
  const parents = new Map(lines.map((line) => [line.code, line.parentCode]));
  const totals = new Map<string, bigint>();
  for (const line of lines) {
    let code: string | null | undefined = line.code;
    for (let depth = 0; code && depth < 12; depth += 1) {
      totals.set(code, (totals.get(code) ?? 0n) + line.amountSen);
      code = parents.get(code);
    }
  }
  return totals;
}
