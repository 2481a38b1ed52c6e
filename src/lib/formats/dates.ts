import { type BusinessDate, dateAt, parseDate, parts, timeAt, tryDate, type Zone } from '#kernel/dates';
import type { Locale } from '../text/index.ts';

const MONTHS: Record<Locale, readonly string[]> = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};
const SHORT_MONTHS: Record<Locale, readonly string[]> = {
  id: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'.split(' '),
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
};

/** A business date for people: `2026-11-21` -> `21 Nov 2026`. Error: `date_format`. */
export function dateText(date: string, locale: Locale = 'id'): string {
  const { year, month, day } = parts(parseDate(date));
  return `${day} ${SHORT_MONTHS[locale][month - 1]} ${year}`;
}

/** The date with its month in full, for letters and headings: `21 November 2026`. */
export function dateLong(date: string, locale: Locale = 'id'): string {
  const { year, month, day } = parts(parseDate(date));
  return `${day} ${MONTHS[locale][month - 1]} ${year}`;
}

/** The month alone: `November 2026`. Takes `YYYY-MM` or a whole date. */
export function monthText(date: string, locale: Locale = 'id'): string {
  const { year, month } = parts(parseDate(`${date.slice(0, 7)}-01`));
  return `${MONTHS[locale][month - 1]} ${year}`;
}

/** The date as people type it and dense tables show it: `21/11/2026`. */
export function dateSlash(date: string): string {
  return parseDate(date).split('-').reverse().join('/');
}

/** The wall-clock time of an instant in its zone: `14.05 WIB` (English `14:05 WIB`). Takes an RFC 3339 text or a Date. */
export function timeText(instant: string | Date, zone: Zone, locale: Locale = 'id'): string {
  const clock = timeAt(new Date(instant), zone);
  return `${locale === 'id' ? clock.replace(':', '.') : clock} ${zone}`;
}

/** Day and time of an instant: `21 Nov 2026, 14.05 WIB`. */
export function momentText(instant: string | Date, zone: Zone, locale: Locale = 'id'): string {
  return `${dateText(dateAt(new Date(instant), zone), locale)}, ${timeText(instant, zone, locale)}`;
}

/** Why a typed date was not understood. */
export type DateReason = 'empty' | 'format' | 'no_such_day';

/** A typed date, or the reason it is none. */
export type DateInput = { readonly date: BusinessDate } | { readonly reason: DateReason };

/**
 * Reads what people type: `21/11/2026`, `21-11-26`, `21.11.2026`, `21 Nov 2026`, `21112026`, `2026-11-21`.
 * Two-digit years 00 to 49 are of this century, 50 to 99 of the last.
 */
export function parseDateInput(text: string): DateInput {
  const typed = text.trim().toLowerCase();
  if (typed === '') return { reason: 'empty' };
  const iso = /^\d{4}-\d{2}-\d{2}$/.test(typed);
  const found = iso ? calendarDay(tryDate(typed)) : typedDate(typed);
  return found;
}

function typedDate(typed: string): DateInput {
  const match =
    /^(\d{1,2})[/\-. ](\d{1,2}|[a-z]+)[/\-. ](\d{4}|\d{2})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
  const [, day = '', month = '', year = ''] = match ?? [];
  const monthNumber = /^\d/.test(month) ? Number(month) : monthByName(month);
  if (!match || monthNumber === undefined) return { reason: 'format' };
  const text = [fullYear(year), String(monthNumber).padStart(2, '0'), day.padStart(2, '0')].join('-');
  return calendarDay(tryDate(text));
}

function calendarDay(date: BusinessDate | undefined): DateInput {
  return date === undefined ? { reason: 'no_such_day' } : { date };
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function monthByName(name: string): number | undefined {
  if (name.length < 3) return undefined;
  const names = [...MONTHS.id, ...MONTHS.en, ...SHORT_MONTHS.id];
  const index = names.findIndex((month) => month.toLowerCase().startsWith(name));
  return index < 0 ? undefined : (index % 12) + 1;
}
