import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js';
import { assert } from '#kernel/errors';
import { amountText } from '#kernel/money';
import { letterheadBlock, MM, type Signature, signatureBlock, writePdf } from './pdf.ts';
import {
  grandTotals,
  type PaperRow,
  type PaperTable,
  type RatioPart,
  type ReportPart,
  type TextPart,
} from './report.ts';
import { printable } from './text.ts';
import type { ReportPaper } from './workbook-statement.ts';

const MARGIN = 16 * MM;
const A4 = { portrait: 210 * MM, landscape: 297 * MM };
/** More columns of money than this do not fit upright. */
const UPRIGHT_COLUMNS_MAX = 4;
const SIGNATURES_A_ROW = 3;

/** UU 25/1992 pasal 36: all pengurus sign the year's report; who does not, gives the reason in writing. */
const REFUSAL_LINE =
  'Pengurus yang tidak menandatangani menuliskan alasannya (UU 25/1992 pasal 36 ayat 2): ........................................';

/**
 * A report as an A4 PDF: letterhead, each part on its own page, wide statements landscape, totals ruled (grand ones double), remarks, place
 * and date, room for all pengurus to sign, and at the foot of every page of which point of the books it was made.
 */
export async function statementPdf(parts: readonly ReportPart[], paper: ReportPaper): Promise<Buffer> {
  const [first] = parts;
  assert(first, 'a report has at least one part');
  const content: Content[] = parts.map((part, place) => {
    const previous = parts[place - 1];
    const turn = previous !== undefined && !(flows(part) && flows(previous));
    const orientation = orientationOf(part);
    const own = [
      ...(place === 0 ? [letterheadBlock(paper.letterhead, A4[orientation] - 2 * MARGIN)] : []),
      ...partContent(part),
    ];
    return { stack: own, ...(turn && { pageBreak: 'before' as const, pageOrientation: orientation }) };
  });
  const footer = (page: number, pages: number): Content => ({
    columns: [
      { text: printable(paper.source), width: '*' },
      { text: `Halaman ${page} dari ${pages}`, alignment: 'right', width: 'auto' },
    ],
    fontSize: 7,
    margin: [MARGIN, 4, MARGIN, 0],
  });
  const definition = {
    pageSize: 'A4' as const,
    pageOrientation: orientationOf(first),
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 10] as [number, number, number, number],
    info: { title: titleOf(first) },
    content: [...content, ...signatures(paper)],
    footer,
  };
  return writePdf(definition, paper.writtenAt);
}

function orientationOf(part: ReportPart): 'portrait' | 'landscape' {
  return part.kind === 'statement' && part.table.columns.length > UPRIGHT_COLUMNS_MAX ? 'landscape' : 'portrait';
}

/** Text and what belongs to it run on; anything else begins a page. A wide table turns the page in any case. */
function flows(part: ReportPart): boolean {
  if (part.kind === 'statement') return part.inline === true && orientationOf(part) === 'portrait';
  return part.kind === 'text';
}

function titleOf(part: ReportPart): string {
  return part.kind === 'statement' ? part.table.title : part.title;
}

function partContent(part: ReportPart): Content[] {
  if (part.kind === 'text') return textContent(part);
  const { title, subtitle, remarks } = part.kind === 'statement' ? part.table : part;
  // A table that belongs to a text stands under the text's own heading.
  const head: Content[] = flows(part)
    ? []
    : [{ text: printable(title), bold: true, fontSize: 13, alignment: 'center' }];
  return [
    ...head,
    ...subtitle.map((line): Content => ({ text: printable(line), alignment: 'center' })),
    part.kind === 'statement' ? statementTable(part.table) : ratioTable(part),
    ...remarks.map((line): Content => ({ text: printable(line), fontSize: 8, margin: [0, 4, 0, 0] })),
  ];
}

function headCell(text: string, alignment: 'left' | 'right'): TableCell {
  return { text: printable(text), bold: true, alignment };
}

/** A drawn row: its cells, the width of the line above it, and whether it is only the gap of a double rule. */
type DrawnRow = { readonly cells: TableCell[]; readonly lineAbove: number; readonly gap: boolean };

function statementTable(table: PaperTable): ContentTable {
  const withSen = table.rows.some(({ values }) => values.some((value) => value !== null && value % 100n !== 0n));
  const withCode = table.rows.some((row) => row.code !== null);
  const head: TableCell[] = [
    ...(withCode ? [headCell('Kode', 'left')] : []),
    headCell('Uraian', 'left'),
    ...table.columns.map((column) => headCell(column.heading, 'right')),
  ];
  const grand = grandTotals(table);
  const drawn = table.rows.flatMap((row, place) =>
    drawnRows(row, { withCode, withSen, grand: grand.has(row), afterRule: grand.has(table.rows[place - 1]) }),
  );
  return {
    margin: [0, 8, 0, 0],
    fontSize: table.columns.length > UPRIGHT_COLUMNS_MAX ? 8 : 9,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [...(withCode ? ['auto' as const] : []), '*', ...table.columns.map(() => amountWidth(table))],
      body: [head, ...drawn.map(({ cells }) => cells), ...emptyRow(table, head.length)],
    },
    layout: {
      hLineWidth: (line) =>
        line <= 1 ? 0.8 : (drawn[line - 1]?.lineAbove ?? (grand.has(table.rows.at(-1)) ? 0.6 : 0)),
      vLineWidth: () => 0,
      paddingTop: (row) => (drawn[row - 1]?.gap ? 0 : 2),
      paddingBottom: (row) => (drawn[row - 1]?.gap ? 0 : 2),
    },
  };
}

/** Wide enough for thirteen digits with their sen; long headings wrap instead of pressing the labels. Points. */
function amountWidth({ columns }: PaperTable): number {
  if (columns.length <= 2) return 98;
  return columns.length <= UPRIGHT_COLUMNS_MAX ? 82 : Math.min(88, 560 / columns.length);
}

/** A row as it is drawn: a rule over a total's amounts; under a grand total a double one, which is a thin row between two rules. */
function drawnRows(
  row: PaperRow,
  { withCode, withSen, grand, afterRule }: { withCode: boolean; withSen: boolean; grand: boolean; afterRule: boolean },
): DrawnRow[] {
  const bold = row.kind !== 'line';
  const total = row.kind === 'total';
  const plain = [false, false, false, false] as Border;
  const ruled = [false, total || afterRule, false, grand] as Border;
  const cells: TableCell[] = [
    ...(withCode ? [{ text: row.code ?? '', noWrap: true, color: '#444444', border: plain }] : []),
    { text: printable(row.label), bold, margin: [row.level * 8, 0, 0, 0], border: plain },
    ...row.values.map(
      (value): TableCell => ({
        text: value === null ? '' : amountText(value, withSen),
        bold,
        alignment: 'right',
        noWrap: true,
        border: ruled,
      }),
    ),
  ];
  const own = { cells, lineAbove: total || afterRule ? 0.6 : 0, gap: false };
  if (!grand) return [own];
  const blank = (border: Border): TableCell => ({ text: '', fontSize: 1.5, lineHeight: 1, border });
  const gap = [
    ...(withCode ? [blank(plain)] : []),
    blank(plain),
    ...row.values.map(() => blank([false, true, false, true])),
  ];
  return [own, { cells: gap, lineAbove: 0.6, gap: true }];
}

type Border = [boolean, boolean, boolean, boolean];

function emptyRow(table: PaperTable, columns: number): TableCell[][] {
  if (table.rows.length > 0) return [];
  return [
    [{ text: 'Tidak ada data', colSpan: columns, italics: true }, ...Array.from({ length: columns - 1 }, () => '')],
  ];
}

function ratioTable(part: RatioPart): ContentTable {
  const head = [
    headCell('Rasio', 'left'),
    headCell('Rumus', 'left'),
    ...['Pembilang (Rp)', 'Penyebut (Rp)', 'Nilai'].map((text) => headCell(text, 'right')),
  ];
  const body = part.rows.map((row): TableCell[] => [
    { text: printable(row.label), bold: true },
    { text: printable(row.formula) },
    { text: amountText(row.numeratorSen), alignment: 'right', noWrap: true },
    { text: amountText(row.denominatorSen), alignment: 'right', noWrap: true },
    row.value === null
      ? { text: printable(`tidak dapat dihitung: ${row.reason ?? ''}`), alignment: 'right' }
      : { text: `${amountText(row.value, true)}%`, alignment: 'right', noWrap: true, bold: true },
  ]);
  return {
    margin: [0, 8, 0, 0],
    fontSize: 8,
    table: { headerRows: 1, dontBreakRows: true, widths: [90, '*', 'auto', 'auto', 80], body: [head, ...body] },
    layout: { hLineWidth: (line) => (line <= 1 ? 0.8 : 0.2), vLineWidth: () => 0 },
  };
}

function textContent({ title, paragraphs, facts }: TextPart): Content[] {
  const body = (facts ?? []).map(({ label, value }) => [printable(label), `: ${printable(value)}`]);
  return [
    { text: printable(title), bold: true, fontSize: 11, margin: [0, 8, 0, 3] },
    ...(body.length > 0
      ? [
          {
            layout: 'noBorders',
            table: { widths: [150, '*'], body },
            margin: [0, 0, 0, 4] as [number, number, number, number],
          },
        ]
      : []),
    ...paragraphs.map((text): Content => ({ text: printable(text), margin: [0, 0, 0, 5], alignment: 'justify' })),
  ];
}

/** All pengurus, three beside each other, and a line for whoever does not sign. */
function signatures({ signatures: all, placeAndDate }: ReportPaper): Content[] {
  if (all.length === 0) return [];
  const rows: Signature[][] = [];
  for (const [place, signature] of all.entries()) {
    const row = rows.at(-1);
    if (row && place % SIGNATURES_A_ROW !== 0) row.push(signature);
    else rows.push([signature]);
  }
  return [
    ...rows.map((row, place) => signatureBlock(place === 0 ? placeAndDate : '', row)),
    { text: printable(REFUSAL_LINE), fontSize: 7.5, margin: [0, 10, 0, 0] },
  ];
}
