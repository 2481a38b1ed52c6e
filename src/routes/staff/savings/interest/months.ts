import { addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';

/** The last twelve month ends whose interest can be posted: each named by the day after it. */
export function payableMonths(today: BusinessDate): BusinessDate[] {
  const first = startOfMonth(today);
  return Array.from({ length: 12 }, (_, index) => addMonths(first, -index));
}
