import type { BusinessDate } from '#kernel/dates';
import { yearFraction } from '#kernel/day-count';
import { parseDecimal } from '#kernel/money';
import { multiply, type Ratio, ratioOfDecimal, roundRatio, whole } from '#kernel/ratio';
import { partOfYear } from '../schedule/periods.ts';
import type { ProductTerms } from '../terms.ts';

type Calculation = ProductTerms['calculation'];

/** Interest on an amount for the days from <= d < to of a product that counts daily, rounded as its schedule is. In sen. */
export function dailyInterest(calculation: Calculation, sen: bigint, from: BusinessDate, to: BusinessDate): bigint {
  if (sen <= 0n || from >= to) return 0n;
  const factor = multiply(yearlyRate(calculation), yearFraction(calculation.dayCount, from, to));
  return roundInterest(calculation, multiply(whole(sen), factor));
}

/** Rounds an amount of interest by the product's step and mode. In sen. */
export function roundInterest({ rounding }: Calculation, interest: Ratio): bigint {
  const step = parseDecimal(rounding?.interest ?? '0.01');
  return roundRatio(interest, step > 0n ? step : 1n, rounding?.mode ?? 'half_even');
}

function yearlyRate(calculation: Calculation): Ratio {
  const { rate } = calculation;
  const { n, d } = ratioOfDecimal('annualPercent' in rate ? rate.annualPercent : rate.periodPercent);
  const value = { n, d: d * 100n };
  if ('annualPercent' in rate) return value;
  const period = partOfYear(calculation);
  return multiply(value, { n: period.d, d: period.n });
}
