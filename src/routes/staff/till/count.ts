import { formatDecimal, parseDecimal } from '#kernel/money';
import type { FormValues } from '#lib/server/form.ts';
import { countedSen } from '#payments';
import { readPieces } from './counter.ts';

/** A count as a page shows it before anything is booked. Amounts are decimal strings. */
export type ShownCount = { readonly counted: string; readonly expected: string; readonly difference: string };

/** Adds a count form up against what the books say. Errors: `pieces_format`. */
export function countOf(values: FormValues, expected: string): ShownCount {
  const counted = countedSen(readPieces(values));
  return { counted: formatDecimal(counted), expected, difference: formatDecimal(counted - parseDecimal(expected)) };
}
