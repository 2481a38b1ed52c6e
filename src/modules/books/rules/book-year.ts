import { addDays, addMonths, type BusinessDate, fromParts, parts } from '#kernel/dates';

/** A book year: named by the calendar year in which it begins; half-open dates. Twelve months, 1 January to 31 December unless the by-laws say otherwise. */
export type BookYear = {
  readonly year: number;
  readonly from: BusinessDate;
  readonly before: BusinessDate;
  /** Its last day, on which closing entries are dated. */
  readonly lastDay: BusinessDate;
};

/** The book year that begins in a calendar year. `startMonth` 1 to 12 (the cooperative's profile). */
export function bookYear(year: number, startMonth: number): BookYear {
  const from = fromParts(year, startMonth, 1);
  const before = addMonths(from, 12);
  return { year, from, before, lastDay: addDays(before, -1) };
}

/** The book year in which a day lies. */
export function bookYearOf(date: BusinessDate, startMonth: number): BookYear {
  const { year, month } = parts(date);
  return bookYear(month >= startMonth ? year : year - 1, startMonth);
}
