import type { Figure } from './figure.ts';

/**
 * What every statement is, whatever it tells: labelled rows over columns of money. Pages, PDF and workbook are made from this one shape, so they
 * cannot differ; a total names its parts, so that the workbook can carry a live formula and a test can add it up again.
 */
export type StatementTable = {
  /** Names the statement in addresses and files: `neraca`, `phu`, `arus-kas-langsung` ... */
  readonly key: string;
  readonly title: string;
  /** Lines under the title: period, branch or unit, of which closed point it was made. */
  readonly subtitle: readonly string[];
  readonly columns: readonly StatementColumn[];
  readonly rows: readonly StatementRow[];
  /** Sentences under the table: what was left out, what does not agree. */
  readonly remarks: readonly string[];
  /** Signed sums of rows that must be zero in every column (assets less liabilities and equity); a workbook shows them as live formulas. */
  readonly checks?: readonly { readonly label: string; readonly parts: StatementPart[] }[];
};

/** A row that a total adds (1) or takes away (-1), by its key. */
export type StatementPart = { readonly row: string; readonly sign: 1 | -1 };

/**
 * A column of money. `range` (half-open; no `from` means a balance) lets a figure open to its entries. A column that is made of others
 * ("Jumlah" of the changes in equity) names them in `parts`.
 */
export type StatementColumn = {
  readonly key: string;
  readonly heading: string;
  readonly range?: { readonly from: string | null; readonly before: string };
  readonly parts?: readonly { readonly column: string; readonly sign: 1 | -1 }[];
};

/** One row. `values` are in sen, a column each, in the sign in which they are shown; null where a column says nothing. */
export type StatementRow = {
  /** Unique within the table. */
  readonly key: string;
  readonly label: string;
  readonly kind: 'heading' | 'line' | 'total';
  readonly level: number;
  /** The chart code behind a line: opens its entries. */
  readonly code: string | null;
  readonly values: readonly (bigint | null)[];
  /** Of a total: the rows it adds (1) and takes away (-1). */
  readonly parts?: readonly StatementPart[];
  /** Which entries are behind its figures, a column each, where `code` and the column's days do not say it already. */
  readonly figures?: readonly (Figure | null)[];
};

/** A total made from rows that are there: its values are their signed sums. */
export function totalRow(
  row: { key: string; label: string; level: number; parts: readonly { row: StatementRow; sign: 1 | -1 }[] },
  columns: number,
): StatementRow {
  const values = Array.from({ length: columns }, (_, column) =>
    row.parts.reduce((sum, part) => sum + BigInt(part.sign) * (part.row.values[column] ?? 0n), 0n),
  );
  const parts = row.parts.map((part) => ({ row: part.row.key, sign: part.sign }));
  return { key: row.key, label: row.label, kind: 'total', level: row.level, code: null, values, parts };
}

/** Totals whose values are not the sum of their parts: none in a sound table. */
export function wrongTotals(table: StatementTable): string[] {
  const byKey = new Map(table.rows.map((row) => [row.key, row]));
  return table.rows
    .filter(({ values, parts }) =>
      parts
        ? values.some(
            (value, column) =>
              value !==
              parts.reduce((sum, { row, sign }) => sum + BigInt(sign) * (byKey.get(row)?.values[column] ?? 0n), 0n),
          )
        : false,
    )
    .map(({ key }) => key);
}
