import { type BusinessDate, parts, tryDate } from '#kernel/dates';
import { DomainError, type FieldError } from '#kernel/errors';
import type { Book, BookField } from './books.ts';

/** What a row holds, as text by the keys of its book's fields; an empty optional field is left out. */
export type EntryFields = Readonly<Record<string, string>>;

const TEXT_MAX = 200;
const LONG_MAX = 8000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused here
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/**
 * Reads what was typed for a row of a book. Error: `input_invalid` with one fault a field: `required`, `too_big`, `text_characters`,
 * `unknown_choice`, `count_format`, `date_format`, `unknown_field`.
 */
export function readFields(book: Book, raw: Readonly<Record<string, string>>): EntryFields {
  const faults: FieldError[] = [];
  const fields: Record<string, string> = {};
  for (const field of book.fields) {
    const typed = (raw[field.key] ?? '').replaceAll('\r\n', '\n').trim();
    const fault = faultOf(field, typed);
    if (fault) faults.push({ field: field.key, ...fault });
    else if (typed !== '') fields[field.key] = typed;
  }
  const known = new Set(book.fields.map(({ key }) => key));
  for (const key of Object.keys(raw).filter((key) => !known.has(key))) {
    faults.push({ field: key, code: 'unknown_field', pesan: 'Isian ini tidak dikenal' });
  }
  const [first] = faults;
  if (first) throw new DomainError('invalid', 'input_invalid', first.pesan, faults);
  return fields;
}

function faultOf(field: BookField, typed: string): { code: string; pesan: string } | null {
  if (typed === '') return field.required ? { code: 'required', pesan: 'Wajib diisi' } : null;
  const most = field.kind === 'long' ? LONG_MAX : TEXT_MAX;
  if (typed.length > most) return { code: 'too_big', pesan: `Paling panjang ${most} huruf` };
  if (CONTROL.test(typed)) return { code: 'text_characters', pesan: 'Ada tanda yang tidak bisa dibaca' };
  if (field.kind === 'choice' && field.choices?.[typed] === undefined) {
    return { code: 'unknown_choice', pesan: 'Pilih salah satu pilihan yang ada' };
  }
  if (field.kind === 'count' && !/^\d{1,7}$/.test(typed)) {
    return { code: 'count_format', pesan: 'Tulis jumlah orang dalam angka' };
  }
  if (field.kind === 'date' && !tryDate(typed)) {
    return { code: 'date_format', pesan: 'Tulis tanggal seperti 2026-11-21' };
  }
  return null;
}

/** An office is held for at most five years at a time (UU 25/1992 pasal 29 ayat 4): true when a term that began then has run longer. */
export function termIsOver(began: BusinessDate, on: BusinessDate): boolean {
  const from = parts(began);
  const to = parts(on);
  const years = to.year - from.year;
  return years > 5 || (years === 5 && (to.month > from.month || (to.month === from.month && to.day >= from.day)));
}
