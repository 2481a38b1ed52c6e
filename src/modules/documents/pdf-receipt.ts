import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { rupiahText } from '#kernel/money';
import { terbilang } from '#kernel/terbilang';
import { MM, writePdf } from './pdf.ts';
import type { Letterhead } from './table.ts';
import { printable } from './text.ts';

/** The two papers a receipt is printed on: a quarter of A4 sheets, or the 58 mm roll of a thermal printer. */
export type ReceiptPaper = 'a6' | '58mm';

/** Everything on a printed receipt. The same facts stand on the screen's receipt. */
export type ReceiptPrint = {
  readonly letterhead: Letterhead;
  /** "Bukti setoran". */
  readonly title: string;
  readonly number: string;
  readonly amountSen: bigint;
  /** "21 November 2026, 14.05 WIB". */
  readonly when: string;
  /** Facts in the order they are read: member, saving, teller, balance after. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** The address the QR code opens. */
  readonly checkUrl: string;
  /** The first printing is the original, every later one a copy. */
  readonly copy: boolean;
  readonly reversed: boolean;
};

const A6 = { width: 105 * MM, height: 148 * MM };
const ROLL_WIDTH = 58 * MM;

/** One receipt as PDF, on A6 or as a 58 mm strip as long as its text. */
export async function receiptPdf(receipt: ReceiptPrint, paper: ReceiptPaper, writtenAt: Date): Promise<Buffer> {
  return writePdf(paper === 'a6' ? a6(receipt) : roll(receipt), writtenAt);
}

function a6(receipt: ReceiptPrint): TDocumentDefinitions {
  return {
    pageSize: A6,
    pageMargins: 8 * MM,
    info: { title: receipt.number },
    content: [
      ...head(receipt, 11),
      { canvas: [{ type: 'line', x1: 0, y1: 3, x2: 89 * MM, y2: 3, lineWidth: 0.8 }], margin: [0, 0, 0, 6] },
      {
        columns: [
          { text: printable(receipt.title), bold: true, fontSize: 12 },
          { text: receipt.number, alignment: 'right', bold: true },
        ],
      },
      ...marks(receipt),
      { text: printable(receipt.when), margin: [0, 2, 0, 6] },
      {
        layout: 'noBorders',
        table: {
          widths: ['auto', '*'],
          body: receipt.facts.map(({ label, value }) => [
            printable(label),
            { text: printable(value), alignment: 'right' as const },
          ]),
        },
      },
      amountBlock(receipt, 16),
      {
        columns: [
          { qr: receipt.checkUrl, fit: 70, width: 80 },
          { text: checkHint(receipt), fontSize: 7.5, margin: [0, 4, 0, 0] },
        ],
        margin: [0, 8, 0, 0],
      },
    ],
  };
}

/** Thermal printers leave about 5 mm at each side; nothing is printed grey, because the head only burns black. */
function roll(receipt: ReceiptPrint): TDocumentDefinitions {
  return {
    pageSize: { width: ROLL_WIDTH, height: 'auto' },
    pageMargins: [5 * MM, 4 * MM, 5 * MM, 8 * MM],
    info: { title: receipt.number },
    defaultStyle: { fontSize: 8 },
    content: [
      ...head(receipt, 10).map((block) => ({ stack: [block], alignment: 'center' as const })),
      { text: '-'.repeat(38), alignment: 'center' },
      { text: printable(receipt.title), bold: true, fontSize: 10, alignment: 'center' },
      { text: receipt.number, bold: true, alignment: 'center' },
      ...marks(receipt),
      { text: printable(receipt.when), alignment: 'center', margin: [0, 0, 0, 4] },
      ...receipt.facts.map(({ label, value }) => ({
        columns: [
          { text: printable(label), width: 'auto' as const },
          { text: printable(value), alignment: 'right' as const },
        ],
        columnGap: 4,
      })),
      amountBlock(receipt, 14),
      { qr: receipt.checkUrl, fit: 90, alignment: 'center', margin: [0, 6, 0, 4] },
      { text: checkHint(receipt), fontSize: 7, alignment: 'center' },
    ],
  };
}

function head(receipt: ReceiptPrint, size: number): Content[] {
  const { cooperative, lines } = receipt.letterhead;
  return [
    { text: printable(cooperative), bold: true, fontSize: size },
    ...lines.map((line) => ({ text: printable(line), fontSize: 7 })),
  ];
}

function marks(receipt: ReceiptPrint): Content[] {
  const words = [receipt.reversed ? 'DIBATALKAN' : '', receipt.copy ? 'SALINAN' : ''].filter((word) => word !== '');
  return words.map((text) => ({ text, bold: true, fontSize: 11, alignment: 'center' as const }));
}

function amountBlock(receipt: ReceiptPrint, size: number): Content {
  return {
    margin: [0, 6, 0, 0],
    stack: [
      { text: rupiahText(receipt.amountSen), bold: true, fontSize: size, alignment: 'right' },
      { text: terbilang(receipt.amountSen), italics: true, fontSize: 7.5, alignment: 'right' },
    ],
  };
}

function checkHint(receipt: ReceiptPrint): string {
  return printable(`Pindai untuk memeriksa bukti ini, atau buka ${receipt.checkUrl}`);
}
