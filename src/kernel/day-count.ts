import { type BusinessDate, daysBetween, fromParts, isLeapYear, parts } from './dates.ts';
import { add, type Ratio, ZERO } from './ratio.ts';

/**
 * How days become a part of a year. `30/360` and `30/365` count every month as 30 days (a 31st is read as a 30th), so that
 * a whole month is 30 days whatever its length. `actual/actual` splits at 31 December: the days of each calendar year over
 * that year's own length. `30/365` is the field's habit of "a month is 30 days, a year 365" (savings-interest.json).
 */
export const DAY_COUNTS = ['30/360', '30/365', 'actual/365', 'actual/360', 'actual/364', 'actual/actual'] as const;
export type DayCount = (typeof DAY_COUNTS)[number];

/** The part of a year in the half-open period from <= day < to. Adds up: f(a,b) + f(b,c) = f(a,c). */
export function yearFraction(dayCount: DayCount, from: BusinessDate, to: BusinessDate): Ratio {
  switch (dayCount) {
    case '30/360':
      return { n: thirtyDays(to) - thirtyDays(from), d: 360n };
    case '30/365':
      return { n: thirtyDays(to) - thirtyDays(from), d: 365n };
    case 'actual/365':
      return { n: BigInt(daysBetween(from, to)), d: 365n };
    case 'actual/360':
      return { n: BigInt(daysBetween(from, to)), d: 360n };
    case 'actual/364':
      return { n: BigInt(daysBetween(from, to)), d: 364n };
    case 'actual/actual':
      return actualActual(from, to);
  }
}

/** The serial number of a date in a calendar of twelve months of thirty days. */
function thirtyDays(date: BusinessDate): bigint {
  const { year, month, day } = parts(date);
  return BigInt(year * 360 + month * 30 + Math.min(day, 30));
}

function actualActual(from: BusinessDate, to: BusinessDate): Ratio {
  let fraction = ZERO;
  let start = from;
  while (start < to) {
    const { year } = parts(start);
    const nextYear = fromParts(year + 1, 1, 1);
    const end = to < nextYear ? to : nextYear;
    fraction = add(fraction, { n: BigInt(daysBetween(start, end)), d: isLeapYear(year) ? 366n : 365n });
    start = end;
  }
  return fraction;
}
