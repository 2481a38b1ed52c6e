import { type ReadRow, type ReadSheet, textOf } from '#documents';

/** What a column of a statement can hold. `words` columns are joined into the description. */
export type ColumnRole =
  | 'date'
  | 'valueDate'
  | 'account'
  | 'words'
  | 'counterparty'
  | 'reference'
  | 'debit'
  | 'credit'
  | 'amount'
  | 'direction'
  | 'balanceBefore'
  | 'balance'
  | 'currency';

// The headings of banks' downloads, folded to lower-case words. The first role that fits wins.
const HEADINGS: readonly (readonly [ColumnRole, RegExp])[] = [
  ['valueDate', /^(value|val|valuta|effective) ?(date|dt)?$|^(tanggal|tgl) (efektif|valuta|value)$/],
  [
    'date',
    /^(tanggal|tgl|date|datetime|waktu)( ?(dan|&|\/) ?(waktu|jam|time))?$|^(tanggal|tgl) (transaksi|trans|tran|trx|mutasi|posting|post|buku|pembukuan|kirim)$|^(post|posting|transaction|trans|trx|txn|booking|book|entry) ?(date|dt)( ?(and|&|\/) ?time)?$|^waktu transaksi$/,
  ],
  [
    'direction',
    /^((db|dr|d|debit|debet|cr|k|c|kredit|credit) ?\/ ?(cr|k|c|db|dr|d|kredit|credit|debit|debet)|dk|dc|dbcr|db cr|d k|(tipe|jenis|type|transaction type|jenis mutasi)( ?(transaksi|trx|mutasi))?|(gl ?)?sign|indicator|tanda|posisi)$/,
  ],
  ['balanceBefore', /^(saldo awal( mutasi)?|opening balance|beginning balance|saldo sebelum(nya)?)$/],
  [
    'balance',
    /^(saldo( akhir( mutasi)?| berjalan| ledger| buku| rekening)?|(running |ending |closing |close |ledger |available |account )?balance|end balance)$/,
  ],
  [
    'debit',
    /^(mutasi |jumlah |nominal |total |amount )?(debit|debet|db|dr)( amount)?$|^(pengeluaran|uang keluar|keluar|dana keluar|withdrawals?|penarikan|money out|paid out)$/,
  ],
  [
    'credit',
    /^(mutasi |jumlah |nominal |total |amount )?(kredit|credit|cr)( amount)?$|^(pemasukan|uang masuk|masuk|dana masuk|deposits?|penyetoran|setoran|money in|paid in)$/,
  ],
  [
    'amount',
    /^(jumlah|nominal|amount|mutasi|nilai|jumlah (mutasi|transaksi)|nilai (mutasi|transaksi)|nominal transaksi|(transaction|trx) amount)$/,
  ],
  ['currency', /^(currency|mata uang|kode mata uang|ccy|curr|valas)$/],
  ['account', /^(no|nomor|number)? ?(rekening|rek)( no)?$|^acc(oun)?t ?(no|number)$|^no ?rek(ening)?$/],
  [
    'reference',
    /^(reference|ref|referensi|no ref|nomor ref)( no| number| num)?$|^(no|nomor) (referensi|reference|jurnal|journal|bukti|transaksi|trx|arsip)$|^(journal|jurnal|transaction|trx|txn|voucher|bukti) ?(no|number|id|ref(erence)?)$|^(bukti|referensi nasabah|customer reference)$/,
  ],
  [
    'counterparty',
    /^(name|nama|nama (pengirim|penerima|lawan( transaksi)?|nasabah|rekening lawan)|lawan transaksi|pengirim|penerima|sender|beneficiary|counterparty)$/,
  ],
  [
    'words',
    /^(keterangan|deskripsi|desk tran|trremk|description|uraian|rincian|detail|details|additional desc(ription)?|berita|narasi|narrative|remarks?|remark ?\d|remark custom|catatan|memo|(keterangan|detail|deskripsi|uraian|rincian|berita) (transaksi|mutasi|tambahan)|transaction (description|detail|details|remark))( ?\d)?$/,
  ],
];

/** A heading as it is compared: lower case, words only, currency and brackets gone. */
export function foldHeading(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\((idr|rp|rupiah|in idr)\.?\)/g, ' ')
    .replace(/[_.:"'’()-]+/g, ' ')
    .replace(/\s+(idr|rp)$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What a heading says its column holds, if it is one we know. */
export function roleOf(heading: string): ColumnRole | undefined {
  const folded = foldHeading(heading);
  return folded === '' ? undefined : HEADINGS.find(([, pattern]) => pattern.test(folded))?.[0];
}

/** The columns of a table by role, in the order of the sheet; a role may have several columns. */
export type Columns = ReadonlyMap<ColumnRole, readonly number[]>;

/** Where the table of movements begins, and what its columns hold. */
export type Heading = { readonly row: number; readonly columns: Columns; readonly names: readonly string[] };

/** The row of headings: the first that names a date and an amount. Undefined when no row does. */
export function findHeading(sheet: ReadSheet): Heading | undefined {
  for (const [row, cells] of sheet.rows.slice(0, 200).entries()) {
    const columns = columnsOf(cells);
    const dated = columns.has('date') || columns.has('valueDate');
    if (dated && (columns.has('amount') || columns.has('debit') || columns.has('credit'))) {
      return { row, columns, names: cells.map((cell) => foldHeading(textOf(cell))) };
    }
  }
  return undefined;
}

/** True for a row that repeats the headings, as printed pages do. */
export function isHeading(row: ReadRow, heading: Heading): boolean {
  const names = row.map((cell) => foldHeading(textOf(cell)));
  return names.filter((name, at) => name !== '' && name === heading.names[at]).length >= 3;
}

function columnsOf(row: ReadRow): Columns {
  const columns = new Map<ColumnRole, number[]>();
  for (const [at, cell] of row.entries()) {
    const role = roleOf(textOf(cell));
    if (role) columns.set(role, [...(columns.get(role) ?? []), at]);
  }
  // A second balance, date or side is some other figure; only words and references may stand in several columns.
  for (const [role, places] of columns) {
    if (role !== 'words' && role !== 'reference') columns.set(role, places.slice(0, 1));
  }
  return columns;
}
