import {
  type ColumnNumbers,
  conventionOf,
  type DateOrder,
  dateOrderOf,
  EXACT_PER_SEN,
  isBlank,
  type ReadCell,
  type ReadRow,
  readAmount,
  readDate,
  textOf,
  toSen,
} from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { SEN_MAX } from '#kernel/money';
import type { Columns, Field } from './columns.ts';

/** One fault of a file: its row as a spreadsheet numbers it, a stable code, and what to do. */
export type SheetFault = { readonly row: number; readonly code: string; readonly text: string };

/** One row that says something. `side` in and out stand against a cash account. Amounts are in sen. */
export type SheetRow = {
  readonly row: number;
  readonly date: BusinessDate | null;
  readonly voucher: string;
  readonly description: string;
  readonly account: string;
  readonly side: 'debit' | 'credit' | 'in' | 'out';
  readonly amountSen: bigint;
  readonly note: string;
  /** It has a fault of its own: its voucher is not made, and no more is said of it. */
  readonly broken: boolean;
};

const SIDES: readonly [SheetRow['side'], RegExp][] = [
  ['debit', /^(d|db|dr|debit|debet)$/i],
  ['credit', /^(k|kr|c|cr|kredit|credit)$/i],
  ['in', /^(dum|masuk|penerimaan|pemasukan)$/i],
  ['out', /^(duk|keluar|pengeluaran)$/i],
];

type Habits = { order: DateOrder; pivotYear: number; numbers: ColumnNumbers };

/**
 * Reads the rows under the headings. A row with a fault is told and marked as broken; blank rows and rows of totals are passed over. Pure.
 * Dates of two figures for the year belong to this century up to `pivotYear`.
 */
export function readRows(
  rows: readonly ReadRow[],
  columns: Columns,
  pivotYear: number,
): { rows: SheetRow[]; faults: SheetFault[]; count: number } {
  const body = rows.slice(columns.heading + 1);
  const columnOf = (field: Field) => body.map((row) => cellOf(row, columns, field));
  const amounts = (['debit', 'credit', 'in', 'out', 'amount'] as const).flatMap(columnOf);
  const habits = { order: dateOrderOf(columnOf('date')).order, pivotYear, numbers: conventionOf(amounts) };
  const found: SheetRow[] = [];
  const faults: SheetFault[] = [];
  let count = 0;
  for (const [index, row] of body.entries()) {
    if (isNothing(row, columns)) continue;
    count += 1;
    const number = columns.heading + index + 2;
    const fault = (code: string, text: string) => faults.push({ row: number, code, text });
    const read = readOne(row, columns, habits, fault);
    found.push({ row: number, ...(read ?? brokenRow(textOf(cellOf(row, columns, 'voucher')), columns)) });
  }
  return { rows: found, faults, count };
}

// It holds its place in its voucher, so that the rows below are not blamed for what it lacks.
function brokenRow(voucher: string, { at }: Columns): Omit<SheetRow, 'row'> {
  const side = at.debit === undefined && at.in !== undefined ? 'in' : 'debit';
  const texts = { voucher: voucher.slice(0, 60), description: '', account: '', note: '' };
  return { ...texts, date: null, side, amountSen: 0n, broken: true };
}

type Tell = (code: string, text: string) => void;

function readOne(row: ReadRow, columns: Columns, habits: Habits, fault: Tell): Omit<SheetRow, 'row'> | undefined {
  const text = (field: Field) => textOf(cellOf(row, columns, field));
  const date = dateIn(cellOf(row, columns, 'date'), habits, fault);
  const money = moneyIn(row, columns, habits, fault);
  const account = text('account') || (columns.at.account === undefined ? text('description') : '');
  if (account === '') fault('account_missing', 'Kolom akun kosong. Isi kode atau nama akunnya');
  if (date === undefined || !money || account === '') return undefined;
  return {
    date,
    voucher: text('voucher').slice(0, 60),
    description: text('description').slice(0, 240),
    account: account.slice(0, 160),
    note: text('note').slice(0, 200),
    broken: false,
    ...money,
  };
}

/** The date; null for a blank one (the row above may tell it); undefined after a fault. */
function dateIn(cell: ReadCell | null, habits: Habits, fault: Tell): BusinessDate | null | undefined {
  const read = readDate(cell, habits.order, habits.pivotYear);
  if (read.state === 'date') return read.date;
  if (read.state === 'blank') return null;
  if (read.state === 'impossible') {
    fault('date_impossible', `Tanggal ${read.text} tidak ada di kalender. Perbaiki tanggalnya`);
  } else fault('date_unreadable', `Tanggal ${textOf(cell)} tidak terbaca. Tulis seperti 21/11/2026`);
  return undefined;
}

function moneyIn(
  row: ReadRow,
  columns: Columns,
  habits: Habits,
  fault: Tell,
): Pick<SheetRow, 'side' | 'amountSen'> | undefined {
  const typed = textOf(cellOf(row, columns, 'side'));
  const named = SIDES.find(([, pattern]) => pattern.test(typed))?.[0];
  const bySide = columns.at.debit === undefined && columns.at.in === undefined;
  if (bySide && !named) {
    fault('side_unknown', 'Kolom sisi harus D (debit) atau K (kredit), atau DUM (masuk) atau DUK (keluar)');
    return undefined;
  }
  const fields: readonly [SheetRow['side'], Field][] = bySide
    ? [[named ?? 'debit', 'amount']]
    : columns.at.debit === undefined
      ? [
          ['in', 'in'],
          ['out', 'out'],
        ]
      : [
          ['debit', 'debit'],
          ['credit', 'credit'],
        ];
  const amounts: Pick<SheetRow, 'side' | 'amountSen'>[] = [];
  for (const [side, field] of fields) {
    const amountSen = amountIn(cellOf(row, columns, field), habits, fault);
    if (amountSen === undefined) return undefined;
    if (amountSen !== 0n) amounts.push({ side, amountSen });
  }
  if (amounts.length === 1) return amounts[0];
  if (amounts.length === 0) fault('amount_missing', 'Jumlahnya kosong. Isi debit atau kredit');
  else fault('both_sides', 'Debit dan kredit terisi dua-duanya. Pakai satu baris untuk satu sisi');
  return undefined;
}

/** Sen, zero for a blank cell, undefined after a fault. */
function amountIn(cell: ReadCell | null, habits: Habits, fault: Tell): bigint | undefined {
  const read = readAmount(cell, habits.numbers.convention);
  if (read.state === 'blank') return 0n;
  if (read.state === 'unreadable') {
    fault('amount_unreadable', `Jumlah ${read.text} tidak terbaca. Tulis angka saja, misalnya 150000`);
  } else if (read.exact < 0n) {
    fault('amount_negative', 'Jumlah tidak boleh kurang dari nol. Pindahkan ke sisi yang lain');
  } else if (read.notes.includes('separator_unclear')) {
    fault('amount_unclear', `Jumlah ${textOf(cell)} bisa dibaca dua cara. Tulis tanpa titik dan koma`);
  } else if (read.exact % EXACT_PER_SEN !== 0n && !read.notes.includes('float_noise')) {
    fault('amount_fraction', 'Jumlah ini lebih halus dari satu sen. Bulatkan dulu');
  } else if (toSen(read.exact) > SEN_MAX) {
    fault('amount_too_large', 'Jumlah ini terlalu besar');
  } else return toSen(read.exact);
  return undefined;
}

function isNothing(row: ReadRow, columns: Columns): boolean {
  const filled = (field: Field) => !isBlank(cellOf(row, columns, field));
  const money = (['debit', 'credit', 'in', 'out', 'amount'] as const).some(filled);
  if (!money && !filled('account') && !(filled('date') && filled('description'))) return true;
  const first = row.map((cell) => textOf(cell)).find((text) => text !== '') ?? '';
  return /^(sub ?|grand )?(total|jumlah)\b/i.test(first);
}

function cellOf(row: ReadRow, columns: Columns, field: Field): ReadCell | null {
  const index = columns.at[field];
  return index === undefined ? null : (row[index] ?? null);
}
