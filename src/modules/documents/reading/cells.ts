/**
 * What a cell of a file says, before anybody decided what it means. A number keeps its shortest decimal text, so that an
 * amount never passes through floating point; a date cell keeps the calendar day its serial number stands for.
 */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string };

/** A merged block, all bounds included, counted from zero. */
export type Merge = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };

export type Row = readonly (Cell | null)[];

export type Sheet = { readonly name: string; readonly rows: readonly Row[]; readonly merges: readonly Merge[] };

export type FileFormat = 'xlsx' | 'xlsb' | 'xls' | 'ods' | 'xml' | 'html' | 'csv';

export type Workbook = { readonly format: FileFormat; readonly sheets: readonly Sheet[] };

/** The cell, or null outside the sheet. */
export function cellAt(sheet: Sheet, row: number, column: number): Cell | null {
  return sheet.rows[row]?.[column] ?? null;
}

/** The text of a cell without surrounding blanks (no-break blanks too); empty for an empty cell. */
export function textOf(cell: Cell | null | undefined): string {
  return cell ? cell.text.replace(/[\u00a0\u200b\ufeff]/g, ' ').trim() : '';
}

/** True for a cell that says nothing: empty, blanks only, or what programs write for "no value". */
export function isBlank(cell: Cell | null | undefined): boolean {
  const text = textOf(cell);
  return text === '' || /^(null|nil|#n\/a)$/i.test(text);
}

/** The widest row of a sheet. */
export function widthOf(sheet: Sheet): number {
  return sheet.rows.reduce((width, row) => Math.max(width, row.length), 0);
}
