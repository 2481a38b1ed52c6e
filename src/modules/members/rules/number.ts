import { type BusinessDate, fromParts, parts } from '#kernel/dates';
import { assert, fieldError } from '#kernel/errors';

/** A member number of five digits and no more: what an office can say over the telephone. */
export const DEFAULT_NUMBER_FORMAT = '{SEQ:5}';

const SEQUENCE_MAX = 1_000_000_000;
const WIDE_DAY = fromParts(2026, 12, 31);
const TOKEN = /\{(SEQ:([1-9])|YYYY|YY|MM)\}/g;
const NUMBER = /^[A-Za-z0-9][A-Za-z0-9./-]{0,29}$/;

/**
 * Writes a member number by a cooperative's format: `{SEQ:n}` the running number in at least n digits, `{YYYY}`,
 * `{YY}`, `{MM}` of the day of admission, other letters as they are. `A-{YY}{SEQ:4}` -> `A-260042`.
 */
export function formatMemberNumber(format: string, sequence: number, on: BusinessDate): string {
  assert(Number.isSafeInteger(sequence) && sequence > 0, 'a member sequence starts at 1');
  const { year, month } = parts(on);
  return format.replace(TOKEN, (_, token: string, digits: string | undefined) => {
    if (token === 'YYYY') return String(year);
    if (token === 'YY') return String(year % 100).padStart(2, '0');
    if (token === 'MM') return String(month).padStart(2, '0');
    return String(sequence).padStart(Number(digits), '0');
  });
}

/** Checks a format: exactly one `{SEQ:n}`, otherwise only what a member number may have. Error: `number_format`. */
export function checkNumberFormat(format: string): void {
  const sequences = format.match(/\{SEQ:[1-9]\}/g) ?? [];
  const widest = formatMemberNumber(format, SEQUENCE_MAX, WIDE_DAY);
  if (sequences.length !== 1 || !NUMBER.test(widest)) {
    throw fieldError('format', 'number_format', 'Tulis pola dengan satu {SEQ:5}, misalnya A-{YY}{SEQ:4}');
  }
}

/** A member number brought along from an older book, its spaces taken out, or undefined when it is none. */
export function normaliseMemberNumber(text: string): string | undefined {
  const number = text.replace(/\s+/g, '').toUpperCase();
  return NUMBER.test(number) ? number : undefined;
}
