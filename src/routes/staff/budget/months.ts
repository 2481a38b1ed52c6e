import { addMonths, fromParts } from '#kernel/dates';
import { monthText } from '#lib/formats.ts';
import type { Locale } from '#lib/text/index.ts';

/** The names of a book year's twelve months, in their order. */
export function monthNames(year: number, startMonth: number, locale: Locale): string[] {
  const first = fromParts(year, startMonth, 1);
  return Array.from({ length: 12 }, (_, place) => monthText(addMonths(first, place), locale));
}
