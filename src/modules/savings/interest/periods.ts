import { addDays, addMonths, type BusinessDate, fromParts, parts } from '#kernel/dates';

export const POSTINGS = ['daily', 'weekly', 'monthly', 'quarterly', 'semiannual', 'annual', 'maturity'] as const;
/** How often interest is posted. `maturity` is once, when the period ends. */
export type Posting = (typeof POSTINGS)[number];

export const COMPOUNDINGS = ['none', 'daily', 'monthly', 'quarterly', 'semiannual'] as const;
/** How often interest that was earned begins to earn itself. */
export type Compounding = (typeof COMPOUNDINGS)[number];

/** A half-open period: from <= day < to. */
export type Period = { readonly from: BusinessDate; readonly to: BusinessDate };

/** How months are counted when periods are cut. */
export type Calendar = {
  /** The month (1 to 12) in which quarters, half-years and years begin. */
  readonly financialYearStart: number;
  /** A term deposit counts its months from this day instead of from the calendar. */
  readonly anchor?: BusinessDate;
};

const MONTHS = { monthly: 1, quarterly: 3, semiannual: 6, annual: 12 } as const;

/**
 * Cuts from <= day < to into periods of one frequency. Months, quarters, half-years and years follow the calendar and the
 * financial year; weeks are seven days counted from the start. The first and the last may be shorter.
 */
export function cutPeriods(whole: Period, frequency: Posting | Compounding, calendar: Calendar): Period[] {
  if (whole.from >= whole.to) return [];
  if (frequency === 'maturity' || frequency === 'none') return [whole];
  const periods: Period[] = [];
  let from = whole.from;
  for (let index = 1; from < whole.to; index += 1) {
    const next = boundaryAfter(from, index, frequency, calendar);
    const to = earlier(next, whole.to);
    periods.push({ from, to });
    from = to;
  }
  return periods;
}

function boundaryAfter(
  date: BusinessDate,
  index: number,
  frequency: Exclude<Posting | Compounding, 'maturity' | 'none'>,
  calendar: Calendar,
): BusinessDate {
  if (frequency === 'daily') return addDays(date, 1);
  if (frequency === 'weekly') return addDays(date, 7);
  const months = MONTHS[frequency];
  if (calendar.anchor) return addMonths(calendar.anchor, months * index);
  const { year, month } = parts(date);
  const monthOfYear = (month - calendar.financialYearStart + 12) % 12;
  return fromParts(year, month - (monthOfYear % months) + months, 1);
}

/** The earlier of two days. */
export function earlier(a: BusinessDate, b: BusinessDate): BusinessDate {
  return a <= b ? a : b;
}

/** Cuts a period at the first day of each month. */
export function cutMonths(whole: Period): Period[] {
  return cutPeriods(whole, 'monthly', { financialYearStart: 1 });
}
