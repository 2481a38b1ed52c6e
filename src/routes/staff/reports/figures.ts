import { type Figure, figureOf, type StatementRow, type StatementTable } from '#books';
import { addDays, type BusinessDate } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import { bookYearStart, historyHref } from '../ledger/range.ts';

/** A figure as a page draws it: a decimal string (empty: the statement says nothing there) and where its entries are. */
export type Cell = { readonly amount: string; readonly href: string | null };
export type DrawnRow = Pick<StatementRow, 'key' | 'label' | 'kind' | 'level'> & {
  readonly code: string;
  readonly cells: readonly Cell[];
};

type Where = { readonly startMonth: number; readonly branch: string; readonly unit: string };

/** The rows of a statement with their figures as text, each with the address of its entries. */
export function drawnRows(table: StatementTable, where: Where): DrawnRow[] {
  return table.rows.map((row) => ({
    key: row.key,
    label: row.label,
    kind: row.kind,
    level: row.level,
    code: row.code ?? '',
    cells: row.values.map((value, column) => {
      const figure = figureOf(table, row, column);
      return { amount: value === null ? '' : formatDecimal(value), href: figure && figureHref(figure, where) };
    }),
  }));
}

/**
 * The address of the entries behind a figure: the general ledger where it is one line's whole movement (a balance opens on the book year of its
 * day), else the list of entries that make it.
 */
export function figureHref(figure: Figure, { startMonth, branch, unit }: Where): string {
  const [code = '', ...more] = figure.codes;
  const to = addDays(figure.before as BusinessDate, -1);
  if (more.length === 0 && !figure.only && !figure.withoutClosing) {
    return historyHref({
      code,
      from: figure.from ?? bookYearStart(to, startMonth),
      to,
      branchId: branch,
      unitId: unit,
    });
  }
  const params = new URLSearchParams({ codes: figure.codes.join(','), to });
  if (figure.from !== null) params.set('from', figure.from);
  if (figure.only) params.set('only', figure.only);
  if (figure.withoutClosing) params.set('closing', 'without');
  if (branch) params.set('branch', branch);
  if (unit) params.set('unit', unit);
  return `/staff/reports/entries?${params}`;
}

/** Labels of the checks of a statement that are not zero in some column: what must be said in red. */
export function brokenChecks(table: StatementTable): string[] {
  const rows = new Map(table.rows.map((row) => [row.key, row]));
  return (table.checks ?? [])
    .filter(({ parts }) =>
      table.columns.some((_, column) => {
        const sum = parts.reduce(
          (all, { row, sign }) => all + BigInt(sign) * (rows.get(row)?.values[column] ?? 0n),
          0n,
        );
        return sum !== 0n;
      }),
    )
    .map(({ label }) => label);
}
