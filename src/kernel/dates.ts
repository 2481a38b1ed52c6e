import { assert, DomainError } from './errors.ts';

declare const dateBrand: unique symbol;
/** A business day, `YYYY-MM-DD`, in the cooperative's zone. Compares as text. */
export type BusinessDate = string & { readonly [dateBrand]: 'date' };

/** The three zones of Indonesia; none has summer time. */
export type Zone = 'WIB' | 'WITA' | 'WIT';
export const ZONES: readonly Zone[] = ['WIB', 'WITA', 'WIT'];
const OFFSET_HOURS: Record<Zone, number> = { WIB: 7, WITA: 8, WIT: 9 };

const DAY_MS = 86_400_000;

/** Reads `YYYY-MM-DD` of the years 1900 to 2199. Error: `date_format`. */
export function parseDate(text: string): BusinessDate {
  const date = tryDate(text);
  if (!date) throw new DomainError('invalid', 'date_format', 'Tulis tanggal seperti 2026-11-21');
  return date;
}

/** The date, or undefined when the text is no real day. */
export function tryDate(text: string): BusinessDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  if (year < 1900 || year > 2199) return undefined;
  const date = fromParts(year, Number(match[2]), Number(match[3]));
  return date === text ? date : undefined;
}

/** A date from calendar numbers; months and days beyond their range roll over as the calendar does. */
export function fromParts(year: number, month: number, day: number): BusinessDate {
  return fromEpochDay(Date.UTC(year, month - 1, day) / DAY_MS);
}

/** Days since 1970-01-01. */
export function epochDay(date: BusinessDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** The date that many days after 1970-01-01: the inverse of `epochDay`. */
export function fromEpochDay(day: number): BusinessDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10) as BusinessDate;
}

/** The date that many days later, or earlier when negative. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return fromEpochDay(epochDay(date) + days);
}

/** Days from `from` (included) to `to` (excluded). */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return epochDay(to) - epochDay(from);
}

/** Calendar numbers of a date. */
export function parts(date: BusinessDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** The same day `months` later; a missing day becomes the last of its month. `day` keeps the wished day of a series. */
export function addMonths(date: BusinessDate, months: number, day = parts(date).day): BusinessDate {
  const { year, month } = parts(date);
  const first = fromParts(year, month + months, 1);
  const last = parts(endOfMonth(first)).day;
  return addDays(first, Math.min(day, last) - 1);
}

/** The first day of the date’s month. */
export function startOfMonth(date: BusinessDate): BusinessDate {
  return `${date.slice(0, 7)}-01` as BusinessDate;
}

/** The last day of the date’s month. */
export function endOfMonth(date: BusinessDate): BusinessDate {
  const { year, month } = parts(date);
  return fromParts(year, month + 1, 0);
}

/** True for a year of 366 days in the Gregorian calendar. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Hours that a zone is ahead of UTC. */
export function offsetHours(zone: Zone): number {
  return OFFSET_HOURS[zone];
}

/** The first instant of a business day in a zone, RFC 3339. */
export function dayStart(date: BusinessDate, zone: Zone): string {
  return `${date}T00:00:00+0${OFFSET_HOURS[zone]}:00`;
}

/** The business day in a zone at an instant. */
export function dateAt(instant: Date, zone: Zone): BusinessDate {
  const shifted = new Date(instant.getTime() + OFFSET_HOURS[zone] * 3_600_000);
  assert(!Number.isNaN(shifted.getTime()), 'an instant must be a real time');
  return shifted.toISOString().slice(0, 10) as BusinessDate;
}

/** The wall-clock time `HH:MM` in a zone at an instant. */
export function timeAt(instant: Date, zone: Zone): string {
  return new Date(instant.getTime() + OFFSET_HOURS[zone] * 3_600_000).toISOString().slice(11, 16);
}
