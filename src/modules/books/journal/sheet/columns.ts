import { type ReadRow, textOf } from '#documents';

/** What a column of a journal file holds. `in`/`out` and `amount` with `side` are the ways of cash books. */
export type Field =
  | 'date'
  | 'voucher'
  | 'description'
  | 'account'
  | 'debit'
  | 'credit'
  | 'note'
  | 'in'
  | 'out'
  | 'amount'
  | 'side';

/** Where each field stands, and in which row the headings are. */
export type Columns = { readonly heading: number; readonly at: Readonly<Partial<Record<Field, number>>> };

/** Headings as people write them, without points, brackets and capitals. The first that fits a column is taken. */
const HEADINGS: readonly [Field, RegExp][] = [
  ['date', /^(tanggal|tgl|date)( (transaksi|jurnal|bukti))?$/],
  ['voucher', /^((no|nomor|kode) )?(bukti|voucher|jurnal|ref|referensi|transaksi|bkm bkk)$|^nomor$/],
  ['account', /^((kode|no|nomor|nama) )?(akun|rekening|perkiraan|account|coa)$|^(account )?code$|^pos$/],
  ['debit', /^(jumlah )?(debit|debet|dr)$/],
  ['credit', /^(jumlah )?(kredit|credit|cr)$/],
  ['in', /^(uang |kas )?(masuk|penerimaan|pemasukan|dum)$/],
  ['out', /^(uang |kas )?(keluar|pengeluaran|duk)$/],
  ['side', /^(d k|dk|d c|sisi|posisi|kategori|jenis)$/],
  ['amount', /^(jumlah|nominal|nilai|amount)$/],
  ['description', /^(uraian|keterangan|deskripsi|description)( transaksi| jurnal)?$/],
  ['note', /^(catatan|memo|note|keterangan baris|keterangan)$/],
];

/** How far down a file its headings may stand. */
const HEADING_ROWS_MAX = 40;

/**
 * Finds the headings of a journal: a row with a date column and a way to tell debit from credit. Undefined when there is none. Of two
 * columns that fit a field the first is taken, but a code of an account before its name.
 */
export function findColumns(rows: readonly ReadRow[]): Columns | undefined {
  for (let heading = 0; heading < Math.min(rows.length, HEADING_ROWS_MAX); heading += 1) {
    const at = columnsOf(rows[heading] ?? []);
    if (isWhole(at)) return { heading, at };
  }
  return undefined;
}

function columnsOf(row: ReadRow): Partial<Record<Field, number>> {
  const at: Partial<Record<Field, number>> = {};
  const texts = row.map((cell) => plain(textOf(cell)));
  const byCode = texts.findIndex((text) => /^(kode|no|nomor) (akun|rekening|perkiraan|coa)$/.test(text));
  if (byCode >= 0) at.account = byCode;
  for (const [index, text] of texts.entries()) {
    if (text === '' || index === byCode) continue;
    const field = HEADINGS.find(([name, pattern]) => at[name] === undefined && pattern.test(text))?.[0];
    if (field) at[field] = index;
  }
  return at;
}

function isWhole(at: Partial<Record<Field, number>>): boolean {
  if (at.date === undefined || (at.account === undefined && at.description === undefined)) return false;
  const both = at.debit !== undefined && at.credit !== undefined;
  const cash = at.in !== undefined && at.out !== undefined;
  return both || cash || (at.amount !== undefined && at.side !== undefined);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}
