import type { BusinessDate } from '#kernel/dates';
import { addDays, addMonths } from '#kernel/dates';
import { divideRounded, sumSen } from '#kernel/money';
import type { ProductTerms } from '../terms.ts';

type Frequency = ProductTerms['calculation']['frequency'];
type Row = { readonly principalSen: bigint; readonly interestSen: bigint };

/** The day of the first instalment of a loan paid out on a day: one period later. */
export function firstDueAfter(frequency: Frequency, on: BusinessDate): BusinessDate {
  if (frequency.unit === 'month') return addMonths(on, frequency.every);
  return addDays(on, frequency.every * (frequency.unit === 'week' ? 7 : 1));
}

/** What an instalment of this frequency is a month, in sen, rounded up so that nobody looks able to pay more than they are. A year is 365 days, 52 weeks. */
export function monthlyOf(instalmentSen: bigint, frequency: Frequency): bigint {
  const every = BigInt(frequency.every);
  if (frequency.unit === 'month') return divideRounded(instalmentSen, every, 'up');
  const yearly = frequency.unit === 'week' ? 52n : 365n;
  return divideRounded(instalmentSen * yearly, every * 12n, 'up');
}

/**
 * The instalment by which capacity is judged: the highest of the schedule. Of a bullet or balloon loan the last one is left out: it is paid
 * from the harvest or the sale the loan is for, not from a month's income.
 */
export function heaviestInstalment(rows: readonly Row[], method: ProductTerms['calculation']['method']): bigint {
  const regular = (method === 'bullet' || method === 'balloon') && rows.length > 1 ? rows.slice(0, -1) : rows;
  return regular.reduce((most, { principalSen, interestSen }) => {
    const total = principalSen + interestSen;
    return total > most ? total : most;
  }, 0n);
}

/** Everything a household pays a month for loans with the new one, in parts per ten thousand of its income, rounded up; null without income. */
export function incomeShare(monthly: readonly bigint[], incomeSen: bigint | null): number | null {
  if (incomeSen === null || incomeSen <= 0n) return null;
  return Number(divideRounded(sumSen(monthly) * 10_000n, incomeSen, 'up'));
}

/** Whole months from one day to another, as membership is counted. */
export function monthsBetween(from: BusinessDate, to: BusinessDate): number {
  if (to < from) return 0;
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  return addMonths(from, months) > to ? months - 1 : months;
}
