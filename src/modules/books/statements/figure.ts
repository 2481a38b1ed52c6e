import type { StatementRow, StatementTable } from './table.ts';

/** Which entries are behind a figure: those of some chart lines (headings take in what is under them) over half-open days. */
export type Figure = {
  readonly codes: readonly string[];
  /** Null: since the books began (a balance). */
  readonly from: string | null;
  readonly before: string;
  /**
   * Of those only entries that touch cash (all, or what came in, or what went out); or only entries without cash whose lines are of different
   * classes of cash flow; or what moves equity in one of the ways of the changes in equity.
   */
  readonly only?: 'cash' | 'cash_in' | 'cash_out' | 'crossing' | `equity:${EquityKind}`;
  /** Leaves out the entries that close a year. */
  readonly withoutClosing?: boolean;
};

/** How an entry moves equity: see `equityTable`. */
export const EQUITY_KINDS = ['brought', 'addition', 'reduction', 'allocation', 'transfer'] as const;
export type EquityKind = (typeof EQUITY_KINDS)[number];

/**
 * What is behind the figure of a row in a column: as the row says, else its chart line over the column's days, else what is behind the rows that
 * it adds. Null where there are no entries to show, or where the parts are not read alike.
 */
export function figureOf(table: StatementTable, row: StatementRow, column: number): Figure | null {
  if ((row.values[column] ?? null) === null) return null;
  const own = row.figures?.[column];
  if (own !== undefined) return own;
  const range = table.columns[column]?.range;
  if (row.code !== null && range) return { codes: [row.code], from: range.from, before: range.before };
  return row.parts ? joined(table, row.parts, column) : null;
}

function joined(table: StatementTable, parts: NonNullable<StatementRow['parts']>, column: number): Figure | null {
  const rows = new Map(table.rows.map((row) => [row.key, row]));
  const figures = parts.flatMap(({ row }) => {
    const part = rows.get(row);
    return part && (part.values[column] ?? null) !== null ? [figureOf(table, part, column)] : [];
  });
  const [first] = figures;
  if (!first || !figures.every((figure) => figure !== null && readAlike(figure, first))) return null;
  const codes = [...new Set(figures.flatMap((figure) => figure?.codes ?? []))];
  const mixed = figures.some((figure) => figure?.only !== first.only);
  return { ...first, codes, ...(mixed && { only: 'cash' as const }) };
}

function readAlike(one: Figure, other: Figure): boolean {
  return (
    one.from === other.from &&
    one.before === other.before &&
    (one.only === other.only || (isCash(one) && isCash(other))) &&
    (one.withoutClosing ?? false) === (other.withoutClosing ?? false)
  );
}

function isCash({ only }: Figure): boolean {
  return only === 'cash' || only === 'cash_in' || only === 'cash_out';
}
