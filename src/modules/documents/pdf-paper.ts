import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { assert } from '#kernel/errors';
import { letterheadBlock, MM, type Signature, signatureBlock, writePdf } from './pdf.ts';
import type { Letterhead } from './table.ts';
import { printable } from './text.ts';

/** A part of an official paper: an article with its clauses, plain text, facts beside each other, or a table of texts. */
export type PaperPart =
  | { readonly kind: 'article'; readonly title: string; readonly clauses: readonly string[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly label: string; readonly value: string }[] }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly headings: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Columns that stand right, counted from zero. */
      readonly end: readonly number[];
    };

/** A contract, decision or letter on A4. */
export type OfficialPaper = {
  readonly letterhead: Letterhead;
  readonly title: string;
  readonly subtitle: string;
  readonly parts: readonly PaperPart[];
  readonly placeAndDate: string;
  readonly signatures: readonly Signature[];
  /** Beside the signatures: "Meterai Rp 10.000". */
  readonly stamp?: string;
  readonly footer: string;
  readonly writtenAt: Date;
};

const MARGIN = 18 * MM;
const WIDTH = 210 * MM - 2 * MARGIN;

/** Writes an official paper as PDF: letterhead, title, its parts, room to sign, page numbers at the foot. */
export function paperPdf(paper: OfficialPaper): Promise<Buffer> {
  return papersPdf([paper]);
}

/** Writes papers of one kind into one PDF, each beginning on a page of its own; title, foot and time are the first one's. */
export function papersPdf(papers: readonly OfficialPaper[]): Promise<Buffer> {
  const [first] = papers;
  assert(first, 'there is a paper to write');
  const content = papers.map((paper, place) => ({
    stack: paperContent(paper),
    ...(place > 0 ? { pageBreak: 'before' as const } : {}),
  }));
  const foot = papers.length > 1 ? first.title : first.footer;
  const footer = (page: number, pages: number): Content => ({
    columns: [printable(foot), { text: `Halaman ${page} dari ${pages}`, alignment: 'right' as const }],
    fontSize: 7,
    margin: [MARGIN, 4, MARGIN, 0],
  });
  const pageMargins: Margin = [MARGIN, MARGIN, MARGIN, MARGIN + 6];
  return writePdf({ pageSize: 'A4', pageMargins, info: { title: first.title }, content, footer }, first.writtenAt);
}

function paperContent(paper: OfficialPaper): Content[] {
  return [
    letterheadBlock(paper.letterhead, WIDTH),
    { text: printable(paper.title), bold: true, fontSize: 13, alignment: 'center' },
    { text: printable(paper.subtitle), alignment: 'center', margin: [0, 2, 0, 10] },
    ...paper.parts.map(partBlock),
    signatureBlock(paper.placeAndDate, paper.signatures),
    ...(paper.stamp
      ? [{ text: printable(paper.stamp), fontSize: 7.5, italics: true, margin: [0, 6, 0, 0] as Margin }]
      : []),
  ];
}

type Margin = [number, number, number, number];

function partBlock(part: PaperPart): Content {
  if (part.kind === 'text') return { text: printable(part.text), margin: [0, 0, 0, 6] };
  if (part.kind === 'facts') {
    return {
      margin: [0, 0, 0, 8],
      layout: 'noBorders',
      table: {
        widths: [130, '*'],
        body: part.facts.map(({ label, value }) => [printable(label), `: ${printable(value)}`]),
      },
    };
  }
  if (part.kind === 'article') {
    return {
      margin: [0, 4, 0, 6],
      stack: [
        { text: printable(part.title), bold: true, margin: [0, 0, 0, 2] },
        part.clauses.length === 1
          ? { text: printable(part.clauses[0] ?? '') }
          : { ol: part.clauses.map((clause) => ({ text: printable(clause), margin: [0, 0, 0, 2] as Margin })) },
      ],
    };
  }
  return tableBlock(part);
}

function tableBlock({ title, headings, rows, end }: Extract<PaperPart, { kind: 'table' }>): Content {
  const cell = (text: string, place: number, bold = false): TableCell => ({
    text: printable(text),
    bold,
    alignment: end.includes(place) ? 'right' : 'left',
    noWrap: end.includes(place),
  });
  return {
    margin: [0, 4, 0, 8],
    stack: [
      { text: printable(title), bold: true, margin: [0, 0, 0, 3] },
      {
        layout: {
          hLineWidth: (line, node) => (line <= 1 || line === node.table.body.length ? 0.8 : 0.2),
          vLineWidth: () => 0,
          paddingTop: () => 2,
          paddingBottom: () => 2,
        },
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: headings.map(() => '*'),
          body: [
            headings.map((text, place) => cell(text, place, true)),
            ...rows.map((row) => row.map((text, place) => cell(text, place))),
          ],
        },
      },
    ],
  };
}
