import type { BusinessDate } from '#kernel/dates';
import { formatDecimal, sumSen } from '#kernel/money';
import type { SheetFault, SheetRow } from './rows.ts';

/** One line of a voucher; the account is still as it was written in the file. Amounts are decimal strings. */
export type VoucherLine = {
  readonly row: number;
  readonly account: string;
  readonly debit?: string;
  readonly credit?: string;
  readonly note?: string;
};

/** The rows that make one entry. */
export type Voucher = {
  readonly row: number;
  readonly happenedOn: BusinessDate;
  readonly description: string;
  readonly lines: readonly VoucherLine[];
};

/** The most lines one voucher of a file may have. */
const LINES_MAX = 1_000;

/**
 * Groups rows into vouchers: by their number where the file has one (a blank number belongs to the row above), else line after line
 * until debit and credit are equal. A row of a cash book is a voucher of its own against `cashAccount`. Pure.
 */
export function groupVouchers(
  rows: readonly SheetRow[],
  { numbered, cashAccount }: { numbered: boolean; cashAccount: string | null },
): { vouchers: Voucher[]; faults: SheetFault[] } {
  const faults: SheetFault[] = [];
  const vouchers: Voucher[] = [];
  for (const group of numbered ? byNumber(rows) : byBalance(rows)) {
    const made = voucherOf(group, cashAccount, faults);
    if (made) vouchers.push(made);
  }
  return { vouchers, faults };
}

const isCash = (row: SheetRow) => row.side === 'in' || row.side === 'out';

function byNumber(rows: readonly SheetRow[]): SheetRow[][] {
  const groups = new Map<string, SheetRow[]>();
  let number = '';
  for (const row of rows) {
    number = row.voucher || number;
    const key = isCash(row) ? `${number} ${row.row}` : number;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function byBalance(rows: readonly SheetRow[]): SheetRow[][] {
  const groups: SheetRow[][] = [];
  let open: SheetRow[] = [];
  for (const row of rows) {
    const first = open[0];
    const otherDay = first?.date && row.date && row.date !== first.date;
    if (first && (otherDay || isCash(row))) {
      groups.push(open);
      open = [];
    }
    open.push(row);
    const sum = sumSen(open.map((one) => (one.side === 'debit' ? one.amountSen : -one.amountSen)));
    if (isCash(row) || (open.length > 1 && sum === 0n)) {
      groups.push(open);
      open = [];
    }
  }
  if (open.length > 0) groups.push(open);
  return groups;
}

function voucherOf(group: readonly SheetRow[], cashAccount: string | null, faults: SheetFault[]): Voucher | undefined {
  const first = group[0];
  if (!first || group.some((row) => row.broken)) return undefined;
  const before = faults.length;
  const fault = (row: number, code: string, text: string) => faults.push({ row, code, text });
  const { date } = first;
  if (date === null) fault(first.row, 'date_missing', 'Tanggalnya kosong. Isi tanggal di baris pertama bukti ini');
  for (const row of group) {
    if (row.date !== null && date !== null && row.date !== date) {
      fault(row.row, 'voucher_dates_differ', 'Tanggal baris ini lain dari baris pertama bukti yang sama');
    }
  }
  if (group.length > LINES_MAX) {
    fault(first.row, 'voucher_too_long', `Satu bukti paling banyak ${LINES_MAX} baris. Bagi menjadi beberapa bukti`);
  }
  const spoken = group.find((row) => row.description !== '')?.description ?? '';
  const description = [spoken || first.voucher, spoken && first.voucher ? `(${first.voucher})` : ''].join(' ').trim();
  if (description === '') fault(first.row, 'description_missing', 'Keterangannya kosong. Isi uraian atau nomor bukti');
  if (faults.length > before || date === null) return undefined;
  const lines = group.flatMap((row) =>
    isCash(row) ? cashLines(row, cashAccount) : [lineOf(row, row.side, row.account)],
  );
  return { row: first.row, happenedOn: date, description, lines };
}

function cashLines(row: SheetRow, cashAccount: string | null): VoucherLine[] {
  const [cash, other] = row.side === 'in' ? (['debit', 'credit'] as const) : (['credit', 'debit'] as const);
  return [lineOf(row, cash, cashAccount ?? ''), lineOf(row, other, row.account)];
}

function lineOf(row: SheetRow, side: SheetRow['side'], account: string): VoucherLine {
  const amount = formatDecimal(row.amountSen);
  return {
    row: row.row,
    account,
    ...(side === 'debit' ? { debit: amount } : { credit: amount }),
    ...(row.note !== '' && { note: row.note }),
  };
}
