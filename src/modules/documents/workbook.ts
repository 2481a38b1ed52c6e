import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { assert, DomainError } from '#kernel/errors';
import type { Cell, Column, ColumnKind, Letterhead, Row, TableDocument } from './table.ts';
import { columnLetter, exactNumber, MONEY_FORMAT, quoteFormula, sheetNames } from './workbook-cells.ts';

/** One sheet: a letterhead, a title, a frozen head, typed columns and, under them, live sums. Rows may arrive as a stream. */
export type Sheet = {
  readonly name: string;
  readonly letterhead: Letterhead;
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
};

/** The media type of a workbook for the Content-Type of an answer. */
export const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The most rows one sheet takes: a worksheet's own limit, less room for head and totals. */
const ROWS_MAX = 1_048_000;
const FORMATS: Record<ColumnKind, string> = {
  text: '@',
  money: MONEY_FORMAT,
  date: 'dd/mm/yyyy',
  number: '[$-421]#,##0.##',
};
const WIDTHS: Record<ColumnKind, number> = { text: 24, money: 18, date: 12, number: 12 };

/** A workbook of a few sheets, whole. `writtenAt` goes into the file's properties. Error: `amount_too_large_for_workbook`. */
export async function writeWorkbook(sheets: readonly Sheet[], writtenAt: Date): Promise<Buffer> {
  return buffer(streamWorkbook(sheets, writtenAt));
}

/** The same workbook as a stream, for tens of thousands of rows: rows are written as they are read and then forgotten. */
export function streamWorkbook(sheets: readonly Sheet[], writtenAt: Date): Readable {
  assert(sheets.length > 0, 'a workbook has at least one sheet');
  const out = new PassThrough();
  writeAll(sheets, writtenAt, out).catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return out;
}

/** One table as a workbook of one sheet. */
export function tableSheet(table: TableDocument): Sheet {
  return { ...table, name: table.title };
}

async function writeAll(sheets: readonly Sheet[], writtenAt: Date, out: PassThrough): Promise<void> {
  const options = { stream: out, useStyles: true, useSharedStrings: false, created: writtenAt, creator: 'Sokoguru' };
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter(options);
  const names = sheetNames(sheets.map((sheet) => sheet.name));
  for (const [place, sheet] of sheets.entries()) {
    await writeSheet(workbook, names[place] ?? '', sheet, out);
  }
  await workbook.commit();
}

async function writeSheet(workbook: ExcelJS.Workbook, name: string, sheet: Sheet, out: PassThrough): Promise<void> {
  const head = headLines(sheet);
  const headRow = head.length + 1;
  const landscape = sheet.columns.length > 6;
  const worksheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: headRow }],
    pageSetup: { paperSize: 9, orientation: landscape ? 'landscape' : 'portrait', fitToPage: true, fitToHeight: 0 },
  });
  worksheet.columns = sheet.columns.map((column) => ({ width: column.width ?? WIDTHS[column.kind] }));
  for (const [place, line] of head.entries()) {
    const row = worksheet.addRow([quoteFormula(line)]);
    row.font = { bold: place === 0 || line === sheet.title, size: place === 0 ? 14 : 11 };
    row.commit();
  }
  writeHeadings(worksheet, sheet.columns);
  const sums = await writeRows(worksheet, sheet, out);
  writeTotals(worksheet, sheet.columns, { from: headRow + 1, sums });
  worksheet.commit();
}

function headLines(sheet: Sheet): string[] {
  return [sheet.letterhead.cooperative, ...sheet.letterhead.lines, sheet.title, ...sheet.subtitle];
}

function writeHeadings(worksheet: ExcelJS.Worksheet, columns: readonly Column[]): void {
  const row = worksheet.addRow(columns.map((column) => quoteFormula(column.heading)));
  for (const [place, column] of columns.entries()) {
    const cell = row.getCell(place + 1);
    cell.font = { bold: true };
    cell.border = { top: { style: 'thin' }, bottom: { style: 'thin' } };
    cell.alignment = { horizontal: alignment(column.kind), vertical: 'middle', wrapText: true };
  }
  row.commit();
}

/** Writes the rows and sums every money column exactly, so that the live SUM formulas carry the right first answer. */
async function writeRows(worksheet: ExcelJS.Worksheet, sheet: Sheet, out: PassThrough): Promise<Sums> {
  const sums: Sums = { count: 0, byColumn: sheet.columns.map(() => 0n) };
  for await (const cells of sheet.rows) {
    assert(cells.length === sheet.columns.length, 'a row has one cell for each column');
    sums.count += 1;
    if (sums.count > ROWS_MAX) {
      throw new DomainError(
        'refused',
        'too_many_rows_for_workbook',
        'Baris terlalu banyak untuk satu lembar. Persempit rentang tanggalnya',
      );
    }
    const row = worksheet.addRow(cells.map(cellValue));
    for (const [place, column] of sheet.columns.entries()) {
      row.getCell(place + 1).numFmt = FORMATS[column.kind];
      const cell = cells[place];
      if (column.kind === 'money' && typeof cell === 'bigint')
        sums.byColumn[place] = (sums.byColumn[place] ?? 0n) + cell;
    }
    row.commit();
    if (sums.count % 500 === 0) await letReaderCatchUp(out);
  }
  return sums;
}

type Sums = { count: number; byColumn: bigint[] };

async function letReaderCatchUp(out: PassThrough): Promise<void> {
  if (out.writableNeedDrain) await once(out, 'drain');
  else await setImmediate();
}

function writeTotals(
  worksheet: ExcelJS.Worksheet,
  columns: readonly Column[],
  body: { from: number; sums: Sums },
): void {
  if (!columns.some((column) => column.total)) return;
  const to = body.from + body.sums.count - 1;
  const row = worksheet.addRow(columns.map((column, place) => (place === 0 && !column.total ? 'Jumlah' : null)));
  for (const [place, column] of columns.entries()) {
    const cell = row.getCell(place + 1);
    cell.font = { bold: true };
    cell.border = { top: { style: 'thin' }, bottom: { style: 'double' } };
    if (!column.total) continue;
    const letter = columnLetter(place);
    const result = exactNumber(body.sums.byColumn[place] ?? 0n);
    cell.value = body.sums.count === 0 ? 0 : { formula: `SUM(${letter}${body.from}:${letter}${to})`, result };
    cell.numFmt = FORMATS[column.kind];
  }
  row.commit();
}

function cellValue(cell: Cell): string | number | Date | null {
  if (typeof cell === 'bigint') return exactNumber(cell);
  if (typeof cell !== 'string') return cell;
  return /^\d{4}-\d{2}-\d{2}$/.test(cell) ? new Date(`${cell}T00:00:00Z`) : quoteFormula(cell);
}

function alignment(kind: ColumnKind): 'left' | 'right' {
  return kind === 'money' || kind === 'number' ? 'right' : 'left';
}
