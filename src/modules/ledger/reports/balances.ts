import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { type ChartLine, readChart } from '../chart.ts';

/** A chart line with what was moved on it, debit above zero, in sen. */
export type LineBalance = ChartLine & { readonly amountSen: bigint };

/** Which part of the books a report covers: half-open dates, optionally one branch or unit. */
export type ReportRange = {
  readonly from?: BusinessDate;
  readonly before: BusinessDate;
  readonly branchId?: string | undefined;
  readonly unitId?: string | undefined;
};

/** Sums of every chart line over a range, in the order of the chart; lines without movement are zero. */
export async function chartBalances(scope: QueryScope, range: ReportRange): Promise<LineBalance[]> {
  const [chart, sums] = await Promise.all([
    readChart(scope),
    scope.tx.rows<{ code: string; amount: bigint }>(sql`
      select a.chart_code as code, sum(s.amount)::bigint as amount
        from (
          select l.account_id, sum(l.amount_sen) as amount
            from ledger.line l
           where l.cooperative_id = ${scope.cooperativeId} and l.business_date < ${range.before}::date
             and (${range.from ?? null}::date is null or l.business_date >= ${range.from ?? null}::date)
             and (${range.branchId ?? null}::uuid is null and ${range.unitId ?? null}::uuid is null or exists (
                   select 1 from ledger.entry e
                    where e.cooperative_id = l.cooperative_id and e.id = l.entry_id
                      and (${range.branchId ?? null}::uuid is null or e.branch_id = ${range.branchId ?? null}::uuid)
                      and (${range.unitId ?? null}::uuid is null or e.unit_id = ${range.unitId ?? null}::uuid)))
           group by l.account_id) s
        join ledger.account a on a.cooperative_id = ${scope.cooperativeId} and a.id = s.account_id
       group by a.chart_code`),
  ]);
  const byCode = new Map(sums.map((row) => [row.code, row.amount]));
  return chart.map((line) => ({ ...line, amountSen: byCode.get(line.code) ?? 0n }));
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
