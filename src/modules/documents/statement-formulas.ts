import { assert } from '#kernel/errors';
import type { PaperTable } from './report.ts';
import { columnLetter } from './workbook-cells.ts';

/** A table with the places of its cells on a sheet: rows counted from one, columns from zero, as a spreadsheet names them. */
export type Body = {
  readonly table: PaperTable;
  readonly rowOf: ReadonlyMap<string, number>;
  readonly columnOf: ReadonlyMap<string, number>;
  readonly letters: readonly string[];
  readonly firstRow: number;
  /** Whether any amount has sen: sums of whole rupiah are exact as they are, others are rounded to the sen by the formula. */
  readonly withSen: boolean;
};

type At = { readonly place: number; readonly column: number };
type Term = { readonly reference: string; readonly row: number; readonly sign: 1 | -1; readonly value: bigint };

/** Finds the places of a table's cells. Fails on two rows or columns of one key. */
export function bodyOf(table: PaperTable, start: { firstRow: number; firstColumn: number }): Body {
  const rowOf = new Map(table.rows.map((row, place) => [row.key, place]));
  const columnOf = new Map(table.columns.map((column, place) => [column.key, place]));
  assert(rowOf.size === table.rows.length, 'keys of rows are unique');
  assert(columnOf.size === table.columns.length, 'keys of columns are unique');
  return {
    table,
    rowOf,
    columnOf,
    letters: table.columns.map((_, place) => columnLetter(start.firstColumn + place)),
    firstRow: start.firstRow,
    withSen: table.rows.some(({ values }) => values.some((value) => value !== null && value % 100n !== 0n)),
  };
}

/** The formula of a total over the rows above it; null for a row that is no total. Fails when it would not show the row's value. */
export function rowFormula(body: Body, at: At): string | null {
  const row = body.table.rows[at.place];
  if (!row?.parts) return null;
  const { formula, sum } = signedSum(body, row.parts, at.column);
  assert(sum === (row.values[at.column] ?? 0n), `the total ${row.key} is the sum of its parts`);
  return body.withSen ? `ROUND(${formula},2)` : formula;
}

/** The formula of a column that is made of others; null for any other. Fails when it would not show the cell's value. */
export function columnFormula(body: Body, at: At): string | null {
  const column = body.table.columns[at.column];
  const row = body.table.rows[at.place];
  if (!column?.parts || !row) return null;
  const terms = column.parts.map(({ column: key, sign }): Term => {
    const place = body.columnOf.get(key);
    assert(place !== undefined, `the column ${column.key} is made of columns that are there`);
    return { ...cellAt(body, { place: at.place, column: place }), sign };
  });
  const sum = terms.reduce((total, { sign, value }) => total + BigInt(sign) * value, 0n);
  assert(sum === row.values[at.column], `the column ${column.key} of ${row.key} is the sum of its parts`);
  const formula = joined(terms);
  return body.withSen ? `ROUND(${formula},2)` : formula;
}

/** A signed sum of rows in one column as a formula, with what it comes to in sen. */
export function signedSum(
  body: Body,
  parts: readonly { readonly row: string; readonly sign: 1 | -1 }[],
  column: number,
): { formula: string; sum: bigint } {
  const terms = parts.map(({ row, sign }): Term => {
    const place = body.rowOf.get(row);
    assert(place !== undefined, `the row ${row} is in the table`);
    return { ...cellAt(body, { place, column }), sign };
  });
  const sum = terms.reduce((total, { sign, value }) => total + BigInt(sign) * value, 0n);
  return { formula: joined(terms), sum };
}

function cellAt(body: Body, { place, column }: At): Omit<Term, 'sign'> {
  const row = body.firstRow + place;
  const value = body.table.rows[place]?.values[column] ?? 0n;
  return { reference: `${body.letters[column]}${row}`, row, value };
}

/** `C5+C6-C9`; three or more rows under each other with one sign become `SUM(C5:C7)`, so that a long chart stays within a formula's length. */
function joined(terms: readonly Term[]): string {
  if (terms.length === 0) return '0';
  const runs: Term[][] = [];
  for (const term of terms) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && last.sign === term.sign && last.row + 1 === term.row) run.push(term);
    else runs.push([term]);
  }
  const text = runs
    .flatMap((run) => (run.length < 3 ? run.map((term) => [term]) : [run]))
    .map((run) => {
      const [first, last] = [run[0], run.at(-1)];
      assert(first && last, 'a run has terms');
      const shown = run.length < 3 ? first.reference : `SUM(${first.reference}:${last.reference})`;
      return `${first.sign === 1 ? '+' : '-'}${shown}`;
    })
    .join('');
  return text.startsWith('+') ? text.slice(1) : text;
}
