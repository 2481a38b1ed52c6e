import { addDays, type BusinessDate, daysBetween, isLeapYear, parts } from '#kernel/dates';
import { yearFraction } from '#kernel/day-count';
import { add, multiply, type Ratio, ZERO } from '#kernel/ratio';
import type { Frequency, Rate, ScheduleTerms } from './types.ts';

/** One instalment's period: interest runs from `from` (included) to `to` (excluded); `dueOn` is `to`, moved off holidays. */
export type Period = {
  readonly no: number;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly dueOn: BusinessDate;
  /** One whole frequency, neither shortened nor lengthened. */
  readonly regular: boolean;
  /** Interest of the whole period as a part of the balance; zero while interest-free. */
  readonly factor: Ratio;
  /** The factor that the equal instalment is computed with: see `agreedFactor`. */
  readonly agreed: Ratio;
};

/** Changes of the rate in order of day; before the first, the terms' rate holds. */
export type RatePath = readonly { readonly from: BusinessDate; readonly rate: Rate }[];

const DAYS_IN_YEAR = {
  '30/360': 360n,
  'actual/360': 360n,
  'actual/364': 364n,
  'actual/365': 365n,
  'actual/actual': 365n,
};
const HOLIDAYS_RUN_MAX = 60;

/** Cuts the loan's life into its instalments' periods, at these nominal due dates. */
export function periodsOf(terms: ScheduleTerms, rates: RatePath = [], moved?: readonly BusinessDate[]): Period[] {
  const nominal = dueDates(terms);
  const dates = moved ?? nominal;
  const starts = stepped(terms.disbursedOn, terms.frequency, 1, terms.dueDateRule) === terms.firstDueOn;
  let from = terms.disbursedOn;
  return dates.map((to, index) => {
    const no = index + 1;
    const regular = to === nominal[index] && from === (nominal[index - 1] ?? (starts ? terms.disbursedOn : undefined));
    const bare = { no, from, to, regular };
    const factor = factorBetween(terms, rates, bare, from, to);
    from = to;
    return { ...bare, dueOn: offHolidays(to, terms), factor, agreed: agreedFactor(terms, rates, bare, factor) };
  });
}

/** True when the whole loan is paid out on its first day. */
export function paidOutAtOnce({ disbursements, disbursedOn }: ScheduleTerms): boolean {
  return disbursements.every(({ on }) => on === disbursedOn);
}

/**
 * The nominal due dates. A month's series keeps the wished day: the first due date's, or the disbursement's when the first due date is
 * only that day's shortened image (31 January -> 28 February -> 31 March).
 */
export function dueDates(terms: ScheduleTerms): BusinessDate[] {
  const { frequency, disbursedOn, firstDueOn, dueDateRule } = terms;
  const fromDisbursement = stepped(disbursedOn, frequency, 1, dueDateRule) === firstDueOn;
  const [anchor, offset] = fromDisbursement ? [disbursedOn, 1] : [firstDueOn, 0];
  return Array.from({ length: terms.instalments }, (_, index) =>
    stepped(anchor, frequency, index + offset, dueDateRule),
  );
}

/** The date `count` frequencies after an anchor. */
export function stepped(
  anchor: BusinessDate,
  { every, unit }: Frequency,
  count: number,
  rule: ScheduleTerms['dueDateRule'],
): BusinessDate {
  if (unit !== 'month') return addDays(anchor, count * every * (unit === 'week' ? 7 : 1));
  const { year, month, day } = parts(anchor);
  const monthsOn = year * 12 + month - 1 + count * every;
  const last = daysIn(monthsOn);
  if (day <= last) return written(monthsOn, day);
  return rule === 'roll' ? written(monthsOn + 1, 1) : written(monthsOn, last);
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Months are counted from year 0, so that a long series costs no calendar object a date. */
function daysIn(months: number): number {
  const month = months % 12;
  return month === 1 && isLeapYear(Math.floor(months / 12)) ? 29 : (MONTH_DAYS[month] ?? 31);
}

function written(months: number, day: number): BusinessDate {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${Math.floor(months / 12)}-${two((months % 12) + 1)}-${two(day)}` as BusinessDate;
}

type Span = Pick<Period, 'no' | 'from' | 'to' | 'regular'>;

/**
 * An instalment in steps of its own is agreed on standard months of 30 days, though its interest is counted by the day (published cumulative
 * schedules do so: 5,000 at 12 percent actual/365 over 6 months is 862, whatever the months' lengths). Every other is exact to the day.
 */
function agreedFactor(terms: ScheduleTerms, rates: RatePath, period: Span, factor: Ratio): Ratio {
  const standard = terms.rounding.instalment !== undefined && terms.interestPeriod === 'daily';
  if (!standard || terms.frequency.unit !== 'month' || factor.n === 0n) return factor;
  const days = { n: 30n * BigInt(terms.frequency.every), d: DAYS_IN_YEAR[terms.dayCount] };
  return multiply(yearlyRate(terms, rateAt(terms, rates, period.from)), days);
}

/** The rate that holds on a day. */
export function rateAt(terms: ScheduleTerms, rates: RatePath, on: BusinessDate): Rate {
  return rates.findLast(({ from }) => from <= on)?.rate ?? terms.rate;
}

/** The date moved off holidays, the way the terms say. */
export function offHolidays(date: BusinessDate, { holidays }: ScheduleTerms): BusinessDate {
  if (holidays.shift === 'none') return date;
  let moved = date;
  for (let tries = 0; holidays.dates.has(moved) && tries < HOLIDAYS_RUN_MAX; tries++) {
    moved = addDays(moved, holidays.shift === 'next' ? 1 : -1);
  }
  return moved;
}

/** Interest of part of a period as a part of the balance, over every rate that holds in it. */
export function factorBetween(
  terms: ScheduleTerms,
  rates: RatePath,
  period: Span,
  from: BusinessDate,
  to: BusinessDate,
): Ratio {
  if (period.no <= terms.grace.interestFree || from >= to) return ZERO;
  let factor = ZERO;
  let start = from;
  let rate = rateAt(terms, rates, from);
  for (const change of rates) {
    if (change.from <= from || change.from >= to) continue;
    factor = add(factor, simpleFactor(terms, rate, period, start, change.from));
    start = change.from;
    rate = change.rate;
  }
  return add(factor, simpleFactor(terms, rate, period, start, to));
}

function simpleFactor(terms: ScheduleTerms, rate: Rate, period: Span, from: BusinessDate, to: BusinessDate): Ratio {
  if (terms.interestPeriod === 'daily') {
    return multiply(yearlyRate(terms, rate), dailyPart(terms, period, from, to));
  }
  const whole = multiply(rate.value, rate.per === 'year' ? partOfYear(terms) : { n: 1n, d: 1n });
  if (from === period.from && to === period.to) return whole;
  const days = { n: BigInt(daysBetween(from, to)), d: BigInt(daysBetween(period.from, period.to)) };
  return multiply(whole, days);
}

/**
 * Days as a part of a year. Loans split actual/actual at 31 December (12 December to 12 January is 19 and 12 days), so each day belongs to the
 * year it ends in: a day later than the kernel's split at 1 January. With 30/360 a whole month of the schedule is 30 days also where its end
 * was shortened or rolled; days and weeks are counted as they are.
 */
function dailyPart({ dayCount, frequency }: ScheduleTerms, period: Span, from: BusinessDate, to: BusinessDate): Ratio {
  if (dayCount === 'actual/actual') return yearFraction(dayCount, addDays(from, 1), addDays(to, 1));
  if (dayCount === '30/360' && frequency.unit !== 'month') return yearFraction('actual/360', from, to);
  const fraction = yearFraction(dayCount, from, to);
  if (dayCount !== '30/360' || !period.regular || to !== period.to) return fraction;
  const before = yearFraction(dayCount, period.from, from);
  const days = 30n * BigInt(frequency.every) - before.n;
  return { n: days > 0n ? days : 0n, d: 360n };
}

/** One whole period as a part of a year: a month is 1/12, a week 1/52, a day one day of the day count's year. */
export function partOfYear({ frequency, dayCount }: Pick<ScheduleTerms, 'frequency' | 'dayCount'>): Ratio {
  const every = BigInt(frequency.every);
  if (frequency.unit === 'month') return { n: every, d: 12n };
  if (frequency.unit === 'week') return { n: every, d: 52n };
  return { n: every, d: DAYS_IN_YEAR[dayCount] };
}

function yearlyRate(terms: ScheduleTerms, rate: Rate): Ratio {
  if (rate.per === 'year') return rate.value;
  const part = partOfYear(terms);
  return multiply(rate.value, { n: part.d, d: part.n });
}
