import {
  type ReadCell as Cell,
  type ColumnDates,
  type ColumnNumbers,
  conventionOf,
  dateOrderOf,
  isBlank,
  type ReadRow as Row,
  readAmount,
  readDate,
  type ReadSheet as Sheet,
  textOf,
} from '#documents';
import { type BusinessDate, parts } from '#kernel/dates';
import { AMOUNT_FIELDS, DATE_FIELDS, type Field } from '../layout/fields.ts';
import { columnOf, type Mapping } from '../layout/mapping.ts';
import { type ClassifiedRow, classifyRows } from '../layout/rows.ts';
import { type Issue, issue, type Remark } from './issues.ts';

/** A row with its cells understood: exact amounts (10^-12 rupiah), calendar days, and what was odd about them. */
export type ReadRow = {
  readonly line: number;
  readonly row: ClassifiedRow;
  readonly cells: Row;
  readonly amounts: ReadonlyMap<Field, bigint>;
  readonly dates: ReadonlyMap<Field, BusinessDate>;
  readonly issues: readonly Issue[];
};

export type ReadTable = { readonly rows: readonly ReadRow[]; readonly remarks: readonly Remark[] };

/** Reads every row below the headings by the mapping. Conventions are found per column, from the data rows only. */
export function readRows(sheet: Sheet, mapping: Mapping, today: BusinessDate): ReadTable {
  const classified = classifyRows(sheet, mapping);
  const data = classified.filter((row) => row.role === 'data').map((row) => sheet.rows[row.index] ?? []);
  const numbers = new Map<Field, ColumnNumbers>();
  const dates = new Map<Field, ColumnDates>();
  for (const { index, field } of mapping.columns) {
    const cells = data.map((row) => row[index] ?? null);
    if (AMOUNT_FIELDS.has(field)) numbers.set(field, conventionOf(cells));
    if (DATE_FIELDS.has(field)) dates.set(field, dateOrderOf(cells));
  }
  const rows = classified
    .filter((row) => ['data', 'total', 'loose_amounts', 'example'].includes(row.role))
    .map((row) => readRow(row, sheet.rows[row.index] ?? [], { mapping, numbers, dates, today }));
  const remarks: Remark[] = [];
  if ([...numbers.values()].some((column) => column.mixed)) remarks.push('numbers_mixed');
  if ([...dates.values()].some((column) => column.mixed)) remarks.push('dates_mixed');
  return { rows, remarks };
}

/** The text of a field's cell in a row, trimmed; empty when the field is not mapped. */
export function cellOf(row: ReadRow, mapping: Mapping, field: Field): Cell | null {
  const column = columnOf(mapping, field);
  return column < 0 ? null : (row.cells[column] ?? null);
}

type Conventions = {
  readonly mapping: Mapping;
  readonly numbers: ReadonlyMap<Field, ColumnNumbers>;
  readonly dates: ReadonlyMap<Field, ColumnDates>;
  readonly today: BusinessDate;
};

function readRow(row: ClassifiedRow, cells: Row, conventions: Conventions): ReadRow {
  const amounts = new Map<Field, bigint>();
  const dates = new Map<Field, BusinessDate>();
  const issues: Issue[] = [];
  for (const { index, field } of conventions.mapping.columns) {
    const cell = cells[index] ?? null;
    if (isBlank(cell)) continue;
    if (AMOUNT_FIELDS.has(field)) {
      const reading = readAmount(cell, conventions.numbers.get(field)?.convention);
      if (reading.state === 'amount') {
        amounts.set(field, reading.exact);
        issues.push(...reading.notes.map((note) => issue(note, field, textOf(cell))));
      } else if (reading.state === 'unreadable') issues.push(issue('amount_unreadable', field, textOf(cell)));
    }
    if (DATE_FIELDS.has(field)) readDateCell({ cell, field, dates, issues, conventions });
  }
  if (row.afterSignature && row.role === 'data') issues.push(issue('row_after_signature'));
  if (row.role === 'example') issues.push(issue('example_row'));
  return { line: row.index + 1, row, cells, amounts, dates, issues };
}

function readDateCell(seen: {
  cell: Cell | null;
  field: Field;
  dates: Map<Field, BusinessDate>;
  issues: Issue[];
  conventions: Conventions;
}): void {
  const { cell, field, dates, issues, conventions } = seen;
  const column = conventions.dates.get(field) ?? { order: 'day_first' as const, mixed: false, maybeSwapped: false };
  // Nobody is born in the future; other dates may lie a little ahead.
  const pivot = parts(conventions.today).year + (field === 'birthDate' ? 0 : 15);
  const reading = readDate(cell, column.order, pivot);
  if (reading.state === 'impossible') issues.push(issue('date_impossible', field, reading.text));
  if (reading.state === 'unreadable') issues.push(issue('date_unreadable', field, reading.text));
  if (reading.state !== 'date') return;
  dates.set(field, reading.date);
  if (reading.unclear) issues.push(issue('date_order_unclear', field, textOf(cell)));
  if (column.maybeSwapped && cell?.kind === 'date') issues.push(issue('date_maybe_swapped', field, reading.date));
}
