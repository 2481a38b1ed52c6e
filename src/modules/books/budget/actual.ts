import { readProfile } from '#cooperatives';
import { addMonths } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { chartBalances, type LineBalance } from '#ledger';
import { type BookYear, bookYear } from '../rules/book-year.ts';
import { isPlanned } from './rules/lines.ts';
import { MONTHS } from './rules/spread.ts';

/** A book year of this cooperative. */
export async function bookYearHere(scope: QueryScope, year: number): Promise<BookYear> {
  return bookYear(year, (await readProfile(scope)).bookYearStartMonth);
}

/** What moved on a line in its normal direction: revenue and expense both above zero. */
export function inDirection({ kind, amountSen }: Pick<LineBalance, 'kind' | 'amountSen'>): bigint {
  return kind === 'revenue' ? -amountSen : amountSen;
}

/** What really came and went on every planned line, by month of a book year (closing entries left out). */
export async function actualMonths(scope: QueryScope, year: number): Promise<Map<string, bigint[]>> {
  const { from } = await bookYearHere(scope, year);
  const found = new Map<string, bigint[]>();
  for (let month = 0; month < MONTHS; month += 1) {
    const range = { from: addMonths(from, month), before: addMonths(from, month + 1), withoutClosing: true };
    for (const line of (await chartBalances(scope, range)).filter(isPlanned)) {
      found.set(line.code, [...(found.get(line.code) ?? []), inDirection(line)]);
    }
  }
  return found;
}
