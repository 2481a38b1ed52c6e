import sql from 'sql-template-tag';
import { type Sen, sen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { MONTHS } from '../rules/spread.ts';

/** What is planned, by chart code: twelve months in the line's normal direction. */
export type PlannedMonths = ReadonlyMap<string, readonly Sen[]>;

/** The lines of a version in the order of their codes. */
export async function readLines(scope: QueryScope, versionId: string): Promise<Map<string, Sen[]>> {
  const rows = await scope.tx.rows<{ code: string; month: number; amountSen: bigint }>(sql`
    select b.chart_code as code, b.month, b.amount_sen as "amountSen" from books.budget_line b
     where b.cooperative_id = ${scope.cooperativeId} and b.version_id = ${versionId}
     order by b.chart_code collate "C", b.month`);
  const found = new Map<string, Sen[]>();
  for (const { code, month, amountSen } of rows) {
    const months = found.get(code) ?? Array.from({ length: MONTHS }, () => sen(0n));
    months[month - 1] = sen(amountSen);
    found.set(code, months);
  }
  return found;
}

/** Step: puts the months of these lines in the place of what was there; a line without an amount goes. */
export async function replaceLines(scope: Scope, versionId: string, lines: PlannedMonths): Promise<void> {
  const codes = [...lines.keys()];
  const rows = [...lines].flatMap(([code, months]) =>
    months.map((amount, place) => ({ code, month: place + 1, amount })).filter(({ amount }) => amount > 0n),
  );
  await scope.tx.run(sql`
    delete from books.budget_line
     where cooperative_id = ${scope.cooperativeId} and version_id = ${versionId} and chart_code = any(${codes}::text[])`);
  await scope.tx.run(sql`
    insert into books.budget_line (cooperative_id, version_id, chart_code, month, amount_sen)
    select ${scope.cooperativeId}, ${versionId}, r.code, r.month, r.amount
      from unnest(${rows.map(({ code }) => code)}::text[], ${rows.map(({ month }) => month)}::smallint[],
                  ${rows.map(({ amount }) => amount)}::bigint[]) as r(code, month, amount)`);
}
