import {
  type ReadCell as Cell,
  dateInText,
  type ReadRow as Row,
  readAmount,
  type ReadSheet as Sheet,
  textOf,
  type ReadWorkbook as Workbook,
} from '#documents';
import { readName } from '../values/identity.ts';
import type { Field } from './fields.ts';
import { columnOf, type Mapping } from './mapping.ts';
import { recogniseSheet } from './recognise.ts';
import { normalise } from './words.ts';

/** The sheet that stands for all cards of a workbook: one row a card. */
export const CARDS_SHEET = 'Ringkasan kartu';

const HEADINGS = [
  'NAMA ANGGOTA',
  'NO ANGGOTA',
  'SIMPANAN POKOK',
  'SIMPANAN WAJIB',
  'SIMPANAN SUKARELA',
  'SALDO PINJAMAN',
  'ANGSURAN POKOK',
  'JASA',
];
const SAVINGS: readonly Field[] = ['principalSavings', 'mandatorySavings', 'voluntarySavings'];

/**
 * Adds a summary to a workbook of member cards (one sheet a member): the last balances of each card, with the principal and interest of
 * its last instalment. Workbooks without cards stay as they are.
 */
export function withCardSummary(workbook: Workbook): Workbook {
  const cards = workbook.sheets.flatMap((sheet) => {
    const { kind, mapping } = recogniseSheet(sheet);
    const card = kind === 'member_card' ? summaryOf(sheet, mapping) : undefined;
    return card ? [card] : [];
  });
  if (cards.length === 0) return workbook;
  const dayOf = (closing: string) => dateInText(closing) ?? '';
  const title = cards.map(({ closing }) => closing).reduce((last, one) => (dayOf(one) > dayOf(last) ? one : last), '');
  const rows: Row[] = [
    title === '' ? [] : [text(`SALDO PER ${title}`)],
    HEADINGS.map(text),
    ...cards.map(({ cells }) => cells),
  ];
  return { ...workbook, sheets: [{ name: CARDS_SHEET, rows, merges: [] }, ...workbook.sheets] };
}

function text(written: string): Cell {
  return { kind: 'text', text: written };
}

function summaryOf(sheet: Sheet, mapping: Mapping): { cells: Row; closing: string } | undefined {
  const name = labelled(sheet, mapping.headingTop, /^nama( anggota)?$/);
  const rows = sheet.rows.slice(mapping.headingBottom + 1);
  const at = rows.findLastIndex((row) => isClosing(row, mapping));
  const closing = rows[at];
  if (!name || !closing) return undefined;
  // What was paid before the last money lent paid another loan.
  const lentAt = rows.slice(0, at).findLastIndex((row) => positive(cell(row, mapping, 'loanAmount')));
  const paid = rows.slice(lentAt + 1, at).findLast((row) => positive(cell(row, mapping, 'loanPaid')));
  const closed = closing.map((one) => textOf(one)).find((one) => dateInText(one) !== undefined);
  return {
    cells: [
      plain(name),
      plain(labelled(sheet, mapping.headingTop, /^(no|nomor) anggota$/)),
      ...SAVINGS.map((field) => cell(closing, mapping, field)),
      cell(closing, mapping, 'loanBalance'),
      paid ? cell(paid, mapping, 'loanPaid') : null,
      paid ? cell(paid, mapping, 'interest') : null,
    ],
    closing: /\d{1,2}\s+[a-z]+\s+\d{4}/i.exec(closed ?? '')?.[0] ?? '',
  };
}

/** The value beside a label above the headings: `Nama | : Siti`. */
function labelled(sheet: Sheet, before: number, label: RegExp): Cell | null {
  for (const row of sheet.rows.slice(0, Math.max(0, before))) {
    const at = row.findIndex((one) => label.test(normalise(textOf(one))));
    const value = at < 0 ? undefined : row.slice(at + 1).find((one) => /[\p{L}\p{N}]/u.test(textOf(one)));
    if (value) return value;
  }
  return null;
}

/** A value of a form without the colon before it. */
function plain(of: Cell | null): Cell | null {
  const written = readName(of);
  return written === '' ? null : text(written);
}

/** A row of balances, not of movements: its kinds of savings sum to the savings beside, and the loan's balance stands in it. */
function isClosing(row: Row, mapping: Mapping): boolean {
  const total = amount(cell(row, mapping, 'totalSavings'));
  if (total === undefined || amount(cell(row, mapping, 'loanBalance')) === undefined) return false;
  const kinds = SAVINGS.map((field) => amount(cell(row, mapping, field)));
  return kinds.every((one) => one !== undefined) && kinds.reduce((sum, one) => sum + (one ?? 0n), 0n) === total;
}

function cell(row: Row, mapping: Mapping, field: Field): Cell | null {
  const column = columnOf(mapping, field);
  return column < 0 ? null : (row[column] ?? null);
}

function amount(of: Cell | null): bigint | undefined {
  const reading = readAmount(of);
  return reading.state === 'amount' ? reading.exact : undefined;
}

function positive(of: Cell | null): boolean {
  return (amount(of) ?? 0n) > 0n;
}
