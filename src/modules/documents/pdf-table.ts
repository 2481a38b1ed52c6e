import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js';
import { type BusinessDate, tryDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { amountText } from '#kernel/money';
import { letterheadBlock, MM, type Signature, signatureBlock, writePdf } from './pdf.ts';
import { type Cell, type Column, columnTotal, type TableDocument } from './table.ts';
import { dateText, printable } from './text.ts';

/** How a table stands on paper: upright for a statement or passbook, landscape for a register with many columns. */
export type TablePaper = {
  readonly orientation: 'portrait' | 'landscape';
  /** "Kudus, 21 November 2026" above the signatures. */
  readonly placeAndDate?: string;
  readonly signatures?: readonly Signature[];
  /** "Dicetak 21 November 2026 14.05 WIB oleh Sri" at the foot of every page. */
  readonly footer: string;
  readonly writtenAt: Date;
};

const MARGIN = 14 * MM;
const A4 = { portrait: 210 * MM, landscape: 297 * MM };

/**
 * Tables as an A4 PDF, one under the other: letterhead of the first, titles, repeated headings, amounts right-aligned,
 * exact totals, page numbers, signatures.
 */
export async function tablePdf(tables: TableDocument | readonly TableDocument[], paper: TablePaper): Promise<Buffer> {
  const all = 'columns' in tables ? [tables] : tables;
  const [first] = all;
  assert(first, 'a document has at least one table');
  const width = A4[paper.orientation] - 2 * MARGIN;
  const content: Content[] = [letterheadBlock(first.letterhead, width), ...all.flatMap(section)];
  if (paper.signatures && paper.signatures.length > 0) {
    content.push(signatureBlock(paper.placeAndDate ?? '', paper.signatures));
  }
  const definition = {
    pageSize: 'A4' as const,
    pageOrientation: paper.orientation,
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 10] as [number, number, number, number],
    info: { title: first.title },
    content,
    footer: (page: number, pages: number): Content => ({
      columns: [printable(paper.footer), { text: `Halaman ${page} dari ${pages}`, alignment: 'right' as const }],
      fontSize: 7,
      margin: [MARGIN, 4, MARGIN, 0],
    }),
  };
  return writePdf(definition, paper.writtenAt);
}

function section(table: TableDocument, place: number): Content[] {
  const title = { text: printable(table.title), bold: true, fontSize: place === 0 ? 13 : 11 };
  return [
    { ...title, margin: [0, place === 0 ? 0 : 14, 0, 0] },
    ...table.subtitle.map((line) => ({ text: printable(line) })),
    tableBlock(table),
  ];
}

function tableBlock(table: TableDocument): ContentTable {
  const withSen = table.columns.map((_, place) => table.rows.some((row) => hasSen(row[place])));
  const cells = table.rows.map((row) =>
    table.columns.map((column, place) => bodyCell(column, row[place] ?? null, withSen[place] === true)),
  );
  const empty: TableCell[][] =
    table.rows.length > 0
      ? []
      : [
          [
            { text: 'Tidak ada data', colSpan: table.columns.length, italics: true },
            ...table.columns.slice(1).map(() => ''),
          ],
        ];
  return {
    margin: [0, 8, 0, 0],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: table.columns.map((column) => (column.kind === 'text' ? (column.width ? 'auto' : '*') : 'auto')),
      body: [table.columns.map(headingCell), ...cells, ...empty, ...totalRow(table, withSen)],
    },
    layout: {
      hLineWidth: (line, node) => (line <= 1 || line >= node.table.body.length - 1 ? 0.8 : 0.2),
      vLineWidth: () => 0,
      paddingTop: () => 2.5,
      paddingBottom: () => 2.5,
    },
  };
}

function headingCell(column: Column): TableCell {
  return { text: printable(column.heading), bold: true, alignment: alignment(column) };
}

/** A short code (a receipt number, a member number) stays in one piece; the reader would break it at its hyphens. */
const CODE_LENGTH_MAX = 24;

function bodyCell(column: Column, cell: Cell, withSen: boolean): TableCell {
  const text = cellText(column, cell, withSen);
  const isCode = text.length <= CODE_LENGTH_MAX && !text.includes(' ');
  return { text, alignment: alignment(column), noWrap: column.kind !== 'text' || isCode };
}

function totalRow(table: TableDocument, withSen: readonly boolean[]): TableCell[][] {
  if (!table.columns.some((column) => column.total)) return [];
  const row = table.columns.map((column, place): TableCell => {
    if (!column.total) return { text: place === 0 ? 'Jumlah' : '', bold: true };
    const text = amountText(columnTotal(table.rows, place), withSen[place]);
    return { text, bold: true, alignment: 'right', noWrap: true };
  });
  return [row];
}

function cellText(column: Column, cell: Cell, withSen: boolean): string {
  if (cell === null) return '';
  if (typeof cell === 'bigint') return amountText(cell, withSen);
  if (typeof cell === 'number') return cell.toLocaleString('id-ID');
  const date: BusinessDate | undefined = column.kind === 'date' ? tryDate(cell) : undefined;
  return date ? dateText(date, true) : printable(cell);
}

function hasSen(cell: Cell | undefined): boolean {
  return typeof cell === 'bigint' && cell % 100n !== 0n;
}

function alignment(column: Column): 'left' | 'right' {
  return column.kind === 'money' || column.kind === 'number' ? 'right' : 'left';
}
