import { addMonths, type BusinessDate, fromParts, parts, startOfMonth } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { parseDateInput } from '#lib/formats.ts';

/** Days of a report, both included, as an address asks for them; `unread` says that what was typed made no sense. */
export type Range = { readonly from: BusinessDate; readonly to: BusinessDate; readonly unread: boolean };

/** One date of an address (`?on=21/11/2026` or ISO), or the usual one. */
export function dateOf(url: URL, name: string, usual: BusinessDate): { date: BusinessDate; unread: boolean } {
  const typed = url.searchParams.get(name) ?? '';
  if (typed.trim() === '') return { date: usual, unread: false };
  const read = parseDateInput(typed);
  return 'date' in read ? { date: read.date, unread: false } : { date: usual, unread: true };
}

/** The days an address asks for; from the first day given here to today when it asks for none. Turned round, they are put right. */
export function rangeOf(url: URL, today: BusinessDate, usualFrom: BusinessDate): Range {
  const from = dateOf(url, 'from', usualFrom);
  const to = dateOf(url, 'to', today);
  const [first, last] = from.date <= to.date ? [from.date, to.date] : [to.date, from.date];
  return { from: first, to: last, unread: from.unread || to.unread };
}

/** The first day of the book year in which a day lies; `startMonth` is 1 to 12. */
export function bookYearStart(day: BusinessDate, startMonth: number): BusinessDate {
  const { year } = parts(day);
  const start = fromParts(year, startMonth, 1);
  return start <= day ? start : addMonths(start, -12);
}

/** The first day of this month: what a journal page shows at first. */
export const monthStart = startOfMonth;

/** The branch and unit an address asks for; what is no id is nothing asked. */
export function dimensionsOf(url: URL): { branchId?: string; unitId?: string } {
  const [branch, unit] = [url.searchParams.get('branch') ?? '', url.searchParams.get('unit') ?? ''];
  return { ...(isId(branch) && { branchId: branch }), ...(isId(unit) && { unitId: unit }) };
}

/** The address of the entries behind a figure. */
export function historyHref(figure: {
  code: string;
  from: string;
  to: string;
  branchId?: string | undefined;
  unitId?: string | undefined;
}): string {
  const params = new URLSearchParams({ code: figure.code, from: figure.from, to: figure.to });
  if (figure.branchId) params.set('branch', figure.branchId);
  if (figure.unitId) params.set('unit', figure.unitId);
  return `/staff/ledger/history?${params}`;
}
