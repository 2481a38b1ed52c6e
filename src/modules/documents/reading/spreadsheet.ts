import * as sheetjs from '@e965/xlsx';
import { assert } from '#kernel/errors';
import { decimalText } from './amount.ts';
import type { Cell, FileFormat, Merge, Sheet, Workbook } from './cells.ts';
import { serialDay } from './date.ts';
import { LIMITS } from './limits.ts';
import { unreadable } from './refusals.ts';

/** Reads a workbook of a format that SheetJS knows. Runs inside the reading worker only. Errors: those of `unreadable`. */
export function readSpreadsheet(bytes: Buffer, format: Exclude<FileFormat, 'csv'>): Workbook {
  const book = parse(bytes);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const sheets: Sheet[] = [];
  for (const name of book.SheetNames.slice(0, LIMITS.sheetsMax)) {
    const source = book.Sheets[name];
    if (source && source['!type'] !== 'chart') sheets.push(readSheet(name, source, date1904));
  }
  if (sheets.every((sheet) => sheet.rows.length === 0)) throw unreadable('file_empty');
  return { format, sheets };
}

function parse(bytes: Buffer): sheetjs.WorkBook {
  try {
    return sheetjs.read(bytes, {
      type: 'buffer',
      // Texts stay texts: SheetJS would read the text 625.000 of an HTML table as six hundred and twenty-five.
      raw: true,
      dense: true,
      cellNF: true,
      cellDates: false,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      sheetRows: LIMITS.rowsMax + 1,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    throw unreadable(/password|encrypt/i.test(message) ? 'file_encrypted' : 'file_corrupt');
  }
}

function readSheet(name: string, source: sheetjs.WorkSheet, date1904: boolean): Sheet {
  const data = source['!data'] ?? [];
  if (data.length > LIMITS.rowsMax) throw unreadable('too_many_rows');
  const rows: (Cell | null)[][] = [];
  let cells = 0;
  for (let at = 0; at < data.length; at += 1) {
    const row = readRow(data[at] ?? [], date1904);
    if (row.length > LIMITS.columnsMax) throw unreadable('too_many_columns');
    cells += row.length;
    if (cells > LIMITS.cellsMax) throw unreadable('file_too_heavy');
    rows.push(row);
  }
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
  const merges = (source['!merges'] ?? []).map(
    (merge): Merge => ({ top: merge.s.r, left: merge.s.c, bottom: merge.e.r, right: merge.e.c }),
  );
  return { name, rows, merges: merges.filter((merge) => merge.top < rows.length) };
}

function readRow(source: readonly (sheetjs.CellObject | undefined)[], date1904: boolean): (Cell | null)[] {
  const row: (Cell | null)[] = [];
  for (let column = 0; column < source.length && column <= LIMITS.columnsMax; column += 1) {
    row.push(readCell(source[column], date1904));
  }
  while (row.length > 0 && row.at(-1) === null) row.pop();
  return row;
}

function readCell(source: sheetjs.CellObject | undefined, date1904: boolean): Cell | null {
  if (source?.v === undefined || source.v === null || source.t === 'z') return null;
  if (source.t === 'e') return { kind: 'error', text: source.w ?? '#ERROR' };
  if (source.t === 'n' && typeof source.v === 'number') return numberCell(source.v, String(source.z ?? ''), date1904);
  assert(!(source.v instanceof Date), 'dates are asked for as serial numbers');
  const text = String(source.v).slice(0, LIMITS.cellCharactersMax);
  return text.trim() === '' ? null : { kind: 'text', text };
}

function numberCell(value: number, format: string, date1904: boolean): Cell {
  if (format !== '' && sheetjs.SSF.is_date(format) && !/^\[?h/i.test(format)) {
    const day = serialDay(value, date1904);
    if (day !== undefined) return { kind: 'date', text: day };
  }
  // A number shown with leading zeros (format 00000) is a code: what people see is what it is.
  if (/^0{2,20}$/.test(format) && Number.isInteger(value)) {
    return { kind: 'text', text: String(value).padStart(format.length, '0') };
  }
  return Number.isFinite(value) ? { kind: 'number', text: decimalText(value) } : { kind: 'error', text: '#NUM!' };
}
