import { z } from 'zod';
import { letterhead } from '#cooperatives';
import { type Cell, type Column, dateText, type TableDocument } from '#documents';
import { DomainError } from '#kernel/errors';
import { query } from '#kernel/query';
import { BOOK_KEYS, BOOKS, type Book, type BookField } from '../rules/books.ts';
import { type RegisterRow, readRegisterRows } from './register-rows.ts';
import { REGISTER_YEAR_MAX } from './registers.ts';

/** Digits of a row's proof on paper: enough to find it by. */
const PROOF_DIGITS = 12;

/** A book, or one year of it, as a table for paper: rows in their order, corrections and signatures with them. Error: `register_too_long`. */
export const registerPaper = query({
  name: 'governance.registerPaper',
  permission: 'governance.read',
  input: z.strictObject({
    book: z.enum(BOOK_KEYS),
    year: z.coerce.number().int().min(1900).max(2200).nullable().default(null),
  }),
  async run(scope, { book: key, year }): Promise<TableDocument> {
    const book = BOOKS[key];
    const limit = REGISTER_YEAR_MAX + 1;
    const rows = await readRegisterRows(scope, { book: key, year, limit, offset: 0, oldestFirst: true });
    if (rows.length > REGISTER_YEAR_MAX) {
      throw new DomainError(
        'refused',
        'register_too_long',
        'Buku ini terlalu panjang untuk satu berkas. Pilih satu tahun',
      );
    }
    return {
      letterhead: await letterhead(scope),
      title: book.title,
      subtitle: [year === null ? 'Semua tahun' : `Tahun ${year}`, `Keadaan ${dateText(scope.today)}`],
      columns: columnsOf(book),
      rows: rows.map((row) => cellsOf(book, row)),
    };
  },
});

function columnsOf(book: Book): Column[] {
  const text = (heading: string, width: number): Column => ({ heading, kind: 'text', width });
  return [
    text('No.', 8),
    { heading: book.dateLabel, kind: 'date', width: 12 },
    ...book.fields.map((field) => text(field.label, field.width)),
    ...(book.ends ? [{ heading: 'Tanggal berhenti', kind: 'date', width: 12 } as const, text('Sebab', 20)] : []),
    ...(book.answered ? [text('Tanggapan pengurus', 40)] : []),
    text('Tanda tangan', 24),
    text('Keterangan', 20),
    text('Bukti baris', 14),
  ];
}

function cellsOf(book: Book, row: RegisterRow): Cell[] {
  return [
    `${row.number}/${row.year}`,
    row.entryOn,
    ...book.fields.map((field) => shown(field, row.fields[field.key])),
    ...(book.ends ? [row.endedOn, row.endReason ?? ''] : []),
    ...(book.answered ? [row.answers.map(({ answer, name }) => `${answer} (${name})`).join('\n')] : []),
    row.signatures.map(({ name, at }) => `${name}, ${at.slice(0, 10)}`).join('\n'),
    [
      row.corrects && `Mengganti no. ${row.corrects}: ${row.correctionReason}`,
      row.correctedBy && `Diganti no. ${row.correctedBy}`,
    ]
      .filter(Boolean)
      .join('\n'),
    row.rowHash.slice(0, PROOF_DIGITS),
  ];
}

function shown(field: BookField, value: string | undefined): string {
  if (value === undefined) return '';
  return field.choices?.[value] ?? value;
}
