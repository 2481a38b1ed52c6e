import { DomainError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';

/** A worksheet cell keeps 15 significant digits; an amount beyond that would silently change, so it is refused. */
const EXACT_SEN_MAX = 999_999_999_999_999n;

/** How money is shown: Indonesian separators, two decimals. */
export const MONEY_FORMAT = '[$-421]#,##0.00;-[$-421]#,##0.00';

/** Text that a spreadsheet would run as a formula, when the file is saved on as CSV, gets a leading apostrophe. */
export function quoteFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** The number whose decimal text is exactly the amount's. Error: `amount_too_large_for_workbook`. */
export function exactNumber(amountSen: bigint): number {
  if (amountSen > EXACT_SEN_MAX || amountSen < -EXACT_SEN_MAX) {
    throw new DomainError(
      'refused',
      'amount_too_large_for_workbook',
      'Ada jumlah di atas 9,99 triliun rupiah; cetak sebagai PDF',
    );
  }
  return Number(formatDecimal(amountSen));
}

/** The letters of a column counted from zero: 0 is A, 26 is AA. */
export function columnLetter(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : columnLetter(Math.floor(place / 26) - 1) + last;
}

/** Sheet names as a spreadsheet allows them: at most 31 characters, none of []:*?/\, each only once. */
export function sheetNames(wished: readonly string[]): string[] {
  const taken = new Set<string>();
  return wished.map((name, place) => {
    const clean =
      name
        .replace(/[[\]:*?/\\']/g, ' ')
        .trim()
        .slice(0, 31) || `Lembar ${place + 1}`;
    const unique = taken.has(clean.toLowerCase()) ? `${clean.slice(0, 27)} ${place + 1}` : clean;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
