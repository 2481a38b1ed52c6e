import { z } from 'zod';
import { readProfile } from '#cooperatives';
import { dateText } from '#documents';
import { addDays, type BusinessDate } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import type { QueryScope } from '#kernel/query';
import { bookYear, bookYearOf } from '../rules/book-year.ts';

/** What papers of a book year are asked by: the day whose evening they show; today when none is named. */
export const OnInput = z.strictObject({ on: dateField.optional() });

/** A book year up to a day (half-open), and the whole year before it to compare with. */
export type PaperPeriod = {
  readonly year: number;
  readonly from: BusinessDate;
  readonly before: BusinessDate;
  readonly previous: { readonly from: BusinessDate; readonly before: BusinessDate };
  /** Whether it is the whole book year. */
  readonly whole: boolean;
};

/** The book year of a day, up to and with that day. */
export async function paperPeriod(scope: QueryScope, on: BusinessDate | undefined): Promise<PaperPeriod> {
  const { bookYearStartMonth } = await readProfile(scope);
  const day = on ?? scope.today;
  const year = bookYearOf(day, bookYearStartMonth);
  const { from, before } = bookYear(year.year - 1, bookYearStartMonth);
  const end = addDays(day, 1);
  return { year: year.year, from: year.from, before: end, previous: { from, before }, whole: end === year.before };
}

/** "1 Januari sampai 31 Desember 2026" under a title. */
export function periodText({ from, before }: Pick<PaperPeriod, 'from' | 'before'>): string {
  return `${dateText(from)} sampai ${dateText(addDays(before, -1))}`;
}

/** The two columns of a paper that compares: this year up to the day, and the year before. */
export function yearColumns(
  period: PaperPeriod,
): { key: string; heading: string; range: { from: string; before: string } }[] {
  const { from, before, previous } = period;
  return [
    { key: 'now', heading: `${dateText(addDays(before, -1), true)} (Rp)`, range: { from, before } },
    { key: 'previous', heading: `${dateText(addDays(previous.before, -1), true)} (Rp)`, range: previous },
  ];
}
