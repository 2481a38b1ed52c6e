import { z } from 'zod';
import { dateField, idField, textField } from '#kernel/fields';
import { BOOK_KEYS } from './rules/books.ts';
import { MEETINGS, RESOLUTION_KINDS } from './rules/resolution.ts';

/** The largest paper of a meeting, in bytes. */
export const PAPER_BYTES_MAX = 12 * 1024 * 1024;

const people = z.coerce.number({ error: 'Tulis jumlah orang dalam angka' }).int().min(1).max(10_000_000);
/** A book year, named by the calendar year in which it begins. */
export const bookYearField = z.coerce.number({ error: 'Tulis tahun, misalnya 2026' }).int().min(1900).max(2200);

/** A resolution as its minutes say it; `file` is a photo or PDF of the minutes in base64. */
export const ResolutionInput = z.strictObject({
  number: textField(60).transform((text) => text.replace(/\s+/g, ' ')),
  kind: z.enum(RESOLUTION_KINDS),
  bookYear: bookYearField.nullable().default(null),
  meeting: z.enum(MEETINGS),
  decidedOn: dateField,
  place: textField(120),
  invited: people.nullable().default(null),
  attended: people,
  decision: textField(8000),
  chair: textField(120),
  minutesTaker: textField(120),
  file: z.base64().optional(),
});
export type ResolutionInput = z.output<typeof ResolutionInput>;

/** Takes a resolution back. */
export const WithdrawalInput = z.strictObject({ id: idField, reason: textField(500) });

/** A row of a book; `fields` by the keys of its definition, `file` a photo or PDF in base64 where the book keeps papers. */
export const EntryInput = z.strictObject({
  book: z.enum(BOOK_KEYS),
  entryOn: dateField,
  fields: z.record(z.string().max(40), z.string().max(20_000)),
  file: z.base64().optional(),
});

/** A row that takes the place of another. */
export const CorrectionInput = EntryInput.omit({ book: true }).extend({ entryId: idField, reason: textField(500) });

/** A signature names the proof of the row as the signer saw it. */
export const SignatureInput = z.strictObject({
  entryId: idField,
  rowHash: z.string().regex(/^[0-9a-f]{64}$/, { error: 'Muat ulang halaman, lalu tanda tangani lagi' }),
});

export const EndInput = z.strictObject({ entryId: idField, endedOn: dateField, reason: textField(300) });
export const AnswerInput = z.strictObject({ entryId: idField, answer: textField(4000) });
export const SuggestionInput = z.strictObject({ suggestion: textField(2000) });
