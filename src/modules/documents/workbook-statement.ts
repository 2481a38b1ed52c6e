import ExcelJS from 'exceljs';
import { assert } from '#kernel/errors';
import type { Signature } from './pdf.ts';
import { grandTotals, type PaperTable, type RatioPart, type ReportPart, type TextPart } from './report.ts';
import { type Body, bodyOf, columnFormula, rowFormula, signedSum } from './statement-formulas.ts';
import type { Letterhead } from './table.ts';
import { columnLetter, exactNumber, MONEY_FORMAT, quoteFormula, sheetNames } from './workbook-cells.ts';

/** What stands on every paper of a report: head, place and date, everyone who signs, of which point of the books it was made. */
export type ReportPaper = {
  readonly letterhead: Letterhead;
  /** "Kudus, 21 November 2026" above the signatures. */
  readonly placeAndDate: string;
  readonly signatures: readonly Signature[];
  /** "Dibuat dari pembukuan yang sudah ditutup, jurnal sampai nomor 1204": at the foot of every page. */
  readonly source: string;
  readonly writtenAt: Date;
};

/** A report as a workbook: a sheet for each statement and for the ratios, one for the text; sums, cross-checks and ratios are live formulas. */
export async function statementWorkbook(parts: readonly ReportPart[], paper: ReportPaper): Promise<Buffer> {
  assert(parts.length > 0, 'a workbook has at least one sheet');
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Sokoguru';
  workbook.created = paper.writtenAt;
  const texts = parts.filter((part) => part.kind === 'text');
  const sheets = parts.filter((part) => part.kind !== 'text');
  const titles = sheets.map((part) => (part.kind === 'statement' ? part.table.title : part.title));
  const names = sheetNames([...titles, ...(texts.length > 0 ? ['Catatan'] : [])]);
  for (const [place, part] of sheets.entries()) {
    const name = names[place] ?? '';
    if (part.kind === 'statement') writeStatement(workbook, name, part.table, paper);
    else writeRatios(workbook, name, part, paper);
  }
  if (texts.length > 0) writeTexts(workbook, names.at(-1) ?? '', texts, paper);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function writeStatement(workbook: ExcelJS.Workbook, name: string, table: PaperTable, paper: ReportPaper): void {
  const withCode = table.rows.some((row) => row.code !== null);
  const before = withCode ? 2 : 1;
  const headings = [...(withCode ? ['Kode'] : []), 'Uraian', ...table.columns.map((column) => column.heading)];
  const widths = [...(withCode ? [12] : []), 48, ...table.columns.map(() => 20)];
  const sheet = openSheet(workbook, { name, paper, titles: [table.title, ...table.subtitle], headings, widths });
  const body = bodyOf(table, { firstRow: sheet.rowCount + 1, firstColumn: before });
  const grand = grandTotals(table);
  for (const [place, row] of table.rows.entries()) {
    const label = quoteFormula(row.label);
    const added = sheet.addRow([...(withCode ? [row.code ?? ''] : []), label, ...table.columns.map(() => null)]);
    added.getCell(before).alignment = { indent: row.level, wrapText: true };
    added.font = { bold: row.kind !== 'line' };
    for (const column of table.columns.keys()) writeAmount(added.getCell(before + column + 1), body, { place, column });
    if (row.kind === 'total')
      ruleAmounts(added, { from: before + 1, columns: table.columns.length, last: grand.has(row) });
  }
  writeChecks(sheet, body, before);
  closeSheet(sheet, table.remarks, paper);
}

/** One amount: a formula over the rows or columns it is made of, else the exact number, else nothing. */
function writeAmount(cell: ExcelJS.Cell, body: Body, at: { place: number; column: number }): void {
  const value = body.table.rows[at.place]?.values[at.column] ?? null;
  if (value === null) return;
  const formula = rowFormula(body, at) ?? columnFormula(body, at);
  cell.value = formula === null ? exactNumber(value) : { formula, result: exactNumber(value) };
  cell.numFmt = MONEY_FORMAT;
}

function ruleAmounts(
  row: ExcelJS.Row,
  { from, columns, last }: { from: number; columns: number; last: boolean },
): void {
  for (let place = from; place < from + columns; place += 1) {
    row.getCell(place).border = { top: { style: 'thin' }, ...(last && { bottom: { style: 'double' as const } }) };
  }
}

function writeChecks(sheet: ExcelJS.Worksheet, body: Body, before: number): void {
  for (const check of body.table.checks ?? []) {
    const row = sheet.addRow([]);
    row.getCell(before).value = `Pemeriksaan, harus nol: ${check.label}`;
    row.font = { italic: true };
    for (const column of body.table.columns.keys()) {
      const { formula, sum } = signedSum(body, check.parts, column);
      const cell = row.getCell(before + column + 1);
      cell.value = { formula: `ROUND(${formula},2)`, result: exactNumber(sum) };
      cell.numFmt = MONEY_FORMAT;
    }
  }
}

function writeRatios(workbook: ExcelJS.Workbook, name: string, part: RatioPart, paper: ReportPaper): void {
  const sheet = openSheet(workbook, {
    name,
    paper,
    titles: [part.title, ...part.subtitle],
    headings: ['Rasio', 'Rumus', 'Pembilang (Rp)', 'Penyebut (Rp)', 'Nilai'],
    widths: [34, 48, 20, 20, 22],
  });
  for (const ratio of part.rows) {
    const row = sheet.addRow([
      quoteFormula(ratio.label),
      quoteFormula(ratio.formula),
      exactNumber(ratio.numeratorSen),
      exactNumber(ratio.denominatorSen),
    ]);
    const [above, below] = [`C${row.number}`, `D${row.number}`];
    const value = row.getCell(5);
    value.value =
      ratio.value === null && ratio.denominatorSen > 0n
        ? (ratio.reason ?? '')
        : {
            formula: `IF(${below}<=0,"tidak dapat dihitung",ROUND(${above}/${below},4))`,
            result: ratio.value === null ? 'tidak dapat dihitung' : Number(ratio.value) / 10_000,
          };
    value.numFmt = '0.00%';
    for (const place of [3, 4]) row.getCell(place).numFmt = MONEY_FORMAT;
    for (const place of [1, 2]) row.getCell(place).alignment = { wrapText: true, vertical: 'top' };
  }
  closeSheet(sheet, part.remarks, paper);
}

function writeTexts(workbook: ExcelJS.Workbook, name: string, texts: readonly TextPart[], paper: ReportPaper): void {
  const sheet = openSheet(workbook, {
    name,
    paper,
    titles: ['Catatan atas laporan keuangan'],
    headings: ['', ''],
    widths: [36, 90],
  });
  for (const text of texts) {
    sheet.addRow([quoteFormula(text.title)]).font = { bold: true };
    for (const { label, value } of text.facts ?? []) sheet.addRow([quoteFormula(label), quoteFormula(value)]);
    for (const paragraph of text.paragraphs) {
      const row = sheet.addRow([quoteFormula(paragraph)]);
      sheet.mergeCells(row.number, 1, row.number, 2);
      row.getCell(1).alignment = { wrapText: true, vertical: 'top' };
      // A merged cell does not grow with its text: about 120 characters stand on one line of it.
      row.height =
        15 * paragraph.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / 120)), 0);
    }
  }
  closeSheet(sheet, [], paper);
}

type NewSheet = {
  readonly name: string;
  readonly paper: ReportPaper;
  readonly titles: readonly string[];
  readonly headings: readonly string[];
  readonly widths: readonly number[];
};

/** A sheet with letterhead, titles, a frozen head that every printed page repeats, A4 as wide as one page. */
function openSheet(workbook: ExcelJS.Workbook, { name, paper, titles, headings, widths }: NewSheet): ExcelJS.Worksheet {
  const { letterhead, source } = paper;
  const head = [letterhead.cooperative, ...letterhead.lines, ...titles];
  const headRow = head.length + 1;
  const landscape = headings.length > 5;
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: headRow }],
    pageSetup: {
      paperSize: 9,
      orientation: landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headRow}:${headRow}`,
    },
    headerFooter: { oddFooter: `&L&8${source.replaceAll('&', '&&')}&R&8Halaman &P dari &N` },
  });
  sheet.columns = widths.map((width) => ({ width }));
  for (const [place, line] of head.entries()) {
    sheet.addRow([quoteFormula(line)]).font = {
      bold: place === 0 || line === titles[0],
      size: place === 0 ? 14 : 11,
    };
  }
  const row = sheet.addRow(headings.map(quoteFormula));
  for (const place of headings.keys()) {
    const cell = row.getCell(place + 1);
    cell.font = { bold: true };
    cell.border = { top: { style: 'thin' }, bottom: { style: 'thin' } };
    cell.alignment = { wrapText: true, vertical: 'middle' };
  }
  return sheet;
}

/** Under the figures: remarks, of which point of the books, place and date, and everyone who signs. */
function closeSheet(sheet: ExcelJS.Worksheet, remarks: readonly string[], paper: ReportPaper): void {
  sheet.addRow([]);
  for (const line of [...remarks, paper.source, paper.placeAndDate]) sheet.addRow([quoteFormula(line)]);
  for (const { office, name } of paper.signatures)
    sheet.addRow([quoteFormula(`${office}: ${name ?? '................'}`)]);
  sheet.pageSetup.printArea = `A1:${columnLetter(sheet.columnCount - 1)}${sheet.rowCount}`;
}
