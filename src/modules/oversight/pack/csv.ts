import type { Sen } from '#kernel/money';
import { formatDecimal } from '#kernel/money';

/** A cell of a CSV file: text, a count, an amount in sen (written with two decimals), a yes or no, or nothing. */
export type CsvCell = string | number | bigint | boolean | null;

/** An amount in sen, marked so that it is written with two decimals and not as a count. */
export const money = (amount: bigint): CsvCell => formatDecimal(amount as Sen);

/**
 * One line of a CSV file (RFC 4180: commas, quotes doubled, CRLF). Text that a spreadsheet would run as a formula gets an apostrophe in front;
 * amounts below zero stay numbers.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

const PLAIN = /^-?\d+(\.\d+)?$/;

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  const text = typeof cell === 'boolean' ? (cell ? 'ya' : 'tidak') : String(cell);
  const safe = /^[=+\-@\t\r]/.test(text) && !PLAIN.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
