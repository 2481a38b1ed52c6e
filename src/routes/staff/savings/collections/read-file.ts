import { createHash } from 'node:crypto';
import { type ReadCell as Cell, readAmount, readWorkbook, type ReadSheet as Sheet, textOf } from '#documents';
import { DomainError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';

/** What a heading may be called in the files that offices keep. */
const HEADINGS = {
  reference: /^(no|nomor|nomer)?\.?\s*(anggota|simpanan|rekening|rek|nba|nip|member|account)?$|^(number|nomor)$/i,
  amount: /jumlah|nominal|potong|setor|amount|iuran/i,
  product: /^(kode\s*)?(produk|product|jenis)/i,
};

export type CollectionFileRow = { line: number; reference: string; amount: string; product?: string };

/** Reads an uploaded payroll or collector's file. Errors: those of the reader, `columns_missing`, `file_empty`, `file_too_long`. */
export async function readCollectionFile(
  bytes: Uint8Array,
): Promise<{ contentHash: string; rows: CollectionFileRow[] }> {
  const { sheets } = await readWorkbook(bytes);
  const rows = sheets.map(collectionRows).find((found) => found !== undefined);
  if (!rows) {
    throw fault(
      'columns_missing',
      'Berkas ini tidak punya kolom nomor dan jumlah. Beri judul kolomnya, lalu unggah lagi',
    );
  }
  if (rows.length === 0) throw fault('file_empty', 'Berkas ini tidak berisi baris setoran');
  if (rows.length > 5_000)
    throw fault('file_too_long', 'Berkas ini lebih dari 5.000 baris. Bagi menjadi beberapa berkas');
  return { contentHash: createHash('sha256').update(bytes).digest('hex'), rows };
}

const HEADING_ROWS = 15;

/** The lines of a sheet under its headings, or undefined when it has none. Pure; rows without a number (totals) are left out. */
export function collectionRows(sheet: Sheet): CollectionFileRow[] | undefined {
  const head = sheet.rows.slice(0, HEADING_ROWS).findIndex((row) => columnsOf(row) !== undefined);
  const columns = columnsOf(sheet.rows[head] ?? []);
  if (head < 0 || !columns) return undefined;
  return sheet.rows.slice(head + 1).flatMap((row, index) => {
    const reference = textOf(row[columns.reference]);
    if (reference === '') return [];
    const product = columns.product === undefined ? '' : textOf(row[columns.product]);
    const amount = amountOf(row[columns.amount] ?? null);
    return [{ line: head + index + 2, reference, amount, ...(product === '' ? {} : { product }) }];
  });
}

function columnsOf(row: readonly (Cell | null)[]): { reference: number; amount: number; product?: number } | undefined {
  const texts = row.map((cell) => textOf(cell));
  const product = texts.findIndex((text) => HEADINGS.product.test(text));
  const amount = texts.findIndex((text) => HEADINGS.amount.test(text));
  const named = texts.findIndex(
    (text) => /anggota|simpanan|rek|nba|nip|member|account/i.test(text) && HEADINGS.reference.test(text),
  );
  const plain = texts.findIndex((text) => /^(nomor|number)$/i.test(text));
  const reference = named >= 0 ? named : plain;
  if (reference < 0 || amount < 0) return undefined;
  return { reference, amount, ...(product >= 0 ? { product } : {}) };
}

// What cannot be read is passed on as it stands, so that its line is refused with a reason.
function amountOf(cell: Cell | null): string {
  const read = readAmount(cell);
  if (read.state !== 'amount' || read.exact < 0n) return textOf(cell);
  return formatDecimal(read.exact / 10_000_000_000n);
}

function fault(reason: string, pesan: string): DomainError {
  return new DomainError('invalid', reason, pesan, [{ field: 'file', code: reason, pesan }]);
}
