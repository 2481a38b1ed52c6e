import { addDays, addMonths, type BusinessDate, daysBetween } from '#kernel/dates';
import { bookYearStart, dateOf, rangeOf } from '../ledger/range.ts';

/** The statements, by the last part of their address. */
export const REPORTS = ['balance-sheet', 'income-statement', 'equity-changes', 'cash-flow', 'trial-balance'] as const;
export type ReportName = (typeof REPORTS)[number];

/** With what a statement is compared: the same last year; the end of last book year; both; the period just before; nothing. */
export const COMPARISONS = ['none', 'last_year', 'year_end', 'both', 'previous'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Comparisons that a statement offers; none for a trial balance. */
export function comparisonsOf(report: ReportName): readonly Comparison[] {
  if (report === 'trial-balance') return [];
  return report === 'balance-sheet' ? ['none', 'last_year', 'year_end', 'both'] : ['none', 'last_year', 'previous'];
}

type Days = { readonly from: BusinessDate; readonly to: BusinessDate };

/** What the address of a statement asks for. */
export type Choices = Days & {
  /** A date was typed that makes no sense. */
  readonly unread: boolean;
  readonly comparison: Comparison;
  /** A further day of the balance sheet's own choosing. */
  readonly other: BusinessDate | null;
  readonly method: 'direct' | 'indirect';
  readonly layout: 'periods' | 'parties';
  readonly withoutClosing: boolean;
  /** First day of the book year of `to`. */
  readonly yearStart: BusinessDate;
};

/** Reads an address. Days that it does not say are the book year up to today; it is compared with last year where the books have one. */
export function choicesOf(
  url: URL,
  report: ReportName,
  of: { today: BusinessDate; startMonth: number; booksOpenFrom: BusinessDate },
): Choices {
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const days = daysOf(url, report, of);
  const usual = addMonths(days.to, -12) >= of.booksOpenFrom ? 'last_year' : 'none';
  const offered = comparisonsOf(report);
  const other = dateOf(url, 'other', days.to);
  return {
    ...days,
    unread: days.unread || other.unread,
    comparison: offered.find((one) => one === asked('compare')) ?? (offered.length > 0 ? usual : 'none'),
    other: report === 'balance-sheet' && asked('other').trim() !== '' && !other.unread ? other.date : null,
    method: asked('method') === 'indirect' ? 'indirect' : 'direct',
    layout: asked('layout') === 'parties' ? 'parties' : 'periods',
    withoutClosing: asked('closing') === 'without',
    yearStart: bookYearStart(days.to, of.startMonth),
  };
}

function daysOf(
  url: URL,
  report: ReportName,
  { today, startMonth }: { today: BusinessDate; startMonth: number },
): Days & { unread: boolean } {
  if (report !== 'balance-sheet' && !url.searchParams.has('on')) {
    return rangeOf(url, today, bookYearStart(dateOf(url, 'to', today).date, startMonth));
  }
  const { date, unread } = dateOf(url, 'on', today);
  return { from: bookYearStart(date, startMonth), to: date, unread };
}

/** Days that a balance sheet shows beside its own, each once. */
export function comparedDays({ to, comparison, other, yearStart }: Choices): BusinessDate[] {
  const lastYear = sameDayLastYear(to);
  const yearEnd = addDays(yearStart, -1);
  const days = { none: [], previous: [], last_year: [lastYear], year_end: [yearEnd], both: [yearEnd, lastYear] }[
    comparison
  ];
  return [...new Set([...days, ...(other ? [other] : [])])].filter((day) => day !== to);
}

/** Periods that a statement shows beside its own: the same last year, or as many days just before (whole months stay whole). */
export function comparedPeriods({ from, to, comparison }: Choices): Days[] {
  if (comparison === 'last_year') return [{ from: addMonths(from, -12), to: sameDayLastYear(to) }];
  if (comparison !== 'previous') return [];
  const months = wholeMonths(from, addDays(to, 1));
  const before = months === null ? addDays(from, -(daysBetween(from, to) + 1)) : addMonths(from, -months);
  return [{ from: before, to: addDays(from, -1) }];
}

/** The last day of a month stays the last, also where February is shorter. */
function sameDayLastYear(day: BusinessDate): BusinessDate {
  return addDays(addMonths(addDays(day, 1), -12), -1);
}

function wholeMonths(from: BusinessDate, before: BusinessDate): number | null {
  for (let months = 1; months <= 24; months += 1) if (addMonths(from, months) === before) return months;
  return null;
}
