import type { BusinessDate } from '#kernel/dates';

/** What a column holds. `money` cells are sen (bigint), `date` cells business dates, `number` cells counts or measures. */
export type ColumnKind = 'text' | 'money' | 'date' | 'number';

/** `width` in characters; a `total` column is summed at the foot. */
export type Column = {
  readonly heading: string;
  readonly kind: ColumnKind;
  readonly width?: number;
  readonly total?: boolean;
};

export type Cell = string | bigint | number | BusinessDate | null;
export type Row = readonly Cell[];

/** The head of everything a cooperative prints: its name, its legal numbers and address, a line each. */
export type Letterhead = { readonly cooperative: string; readonly lines: readonly string[] };

/** One table that can leave as PDF or as workbook, so that both show the same figures. */
export type TableDocument = {
  readonly letterhead: Letterhead;
  readonly title: string;
  /** Lines under the title: whose, of which period, made when. */
  readonly subtitle: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
};

/** The exact sum of one money column, in sen. */
export function columnTotal(rows: readonly Row[], place: number): bigint {
  let total = 0n;
  for (const row of rows) {
    const cell = row[place];
    if (typeof cell === 'bigint') total += cell;
  }
  return total;
}
