import { type Convention, conventionOf, type ReadCell, readAmount, readDate, textOf, toSen } from '#documents';
import { type BusinessDate, parts, tryDate } from '#kernel/dates';
import { refuseStatement } from './refusals.ts';

/** Which way the money went: `out` is a debit of our account. */
export type Direction = 'in' | 'out';

const OUT = /^(db|dr|d|debit|debet|keluar|out|pengeluaran|\(-\)|-)\.?$/i;
const IN = /^(cr|c|k|kr|kredit|credit|masuk|in|pemasukan|\(\+\)|\+)\.?$/i;

/** The direction a word stands for: DB, D, Debet, CR, C, K, Kredit, + and -. */
export function directionOf(text: string): Direction | undefined {
  const word = text.replace(/^'/, '').trim();
  return OUT.test(word) ? 'out' : IN.test(word) ? 'in' : undefined;
}

/** An amount as written, its direction word apart: `"287,490.00 DB"`, `"CR 500.000"`, `"1.250,00-"`, `"+5.000"`. */
export function splitAmount(cell: ReadCell | null): { cell: ReadCell | null; direction: Direction | undefined } {
  if (cell?.kind !== 'text') return { cell, direction: undefined };
  const text = textOf(cell).replace(/^'/, '');
  const after = /^(.*[\d).,-])\s*\(?([a-z]{1,6})\)?\.?$/i.exec(text);
  const before = /^([a-z]{1,6})\.?\s+([-+(]?[\d.,].*)$/i.exec(text);
  const [body, word] = after ? [after[1], after[2]] : before ? [before[2], before[1]] : [text, ''];
  const direction = word ? directionOf(word) : undefined;
  const kept = direction === undefined ? text : (body ?? '');
  const signed = /^\+\s*/.test(kept.trim());
  return {
    cell: { kind: 'text', text: kept.replace(/^\s*\+\s*/, '') },
    direction: direction ?? (signed ? 'in' : undefined),
  };
}

/** Which way a column of amounts writes its thousands and decimals. */
export function conventionOfColumn(cells: Iterable<ReadCell | null>): Convention {
  return conventionOf([...cells].map((cell) => splitAmount(cell).cell)).convention;
}

/** A cell's amount in sen with its sign as written; undefined when it is blank. Error: `statement_amount_unreadable`. */
export function senOf(cell: ReadCell | null, convention: Convention, where: string): bigint | undefined {
  const reading = readAmount(splitAmount(cell).cell, convention);
  if (reading.state === 'blank') return undefined;
  if (reading.state === 'amount') return toSen(reading.exact);
  throw refuseStatement('statement_amount_unreadable', `${where}: “${textOf(cell)}”`);
}

/** Day and month of a date that lacks its year: `13/06`, `'31-12`, `31 Des`. */
export function dayMonthOf(text: string): { day: number; month: number } | undefined {
  const match = /^'?(\d{1,2})\s*[/.-]\s*(\d{1,2})$/.exec(text.trim());
  if (match) return { day: Number(match[1]), month: Number(match[2]) };
  // A leap year knows every day that any year has.
  const named = /^'?\d{1,2}[\s-]+[a-z]{3,9}$/i.test(text.trim());
  const read = named
    ? readDate({ kind: 'text', text: `${text.trim().replace(/^'/, '')} 2000` }, 'day_first', 2079)
    : undefined;
  return read?.state === 'date' ? { day: parts(read.date).day, month: parts(read.date).month } : undefined;
}

/** A line's place in time: a full date, or only its day and month. */
export type PartialDate = BusinessDate | { readonly day: number; readonly month: number };

/**
 * Completes dates without a year, in the order of the file. A stated period decides; else a dated neighbour; else the last line
 * is taken as the latest such day that is not after `today`, and the year changes where the months jump between December and
 * January. Answers undefined for a day the calendar does not have.
 */
export function withYears(
  dates: readonly PartialDate[],
  known: { readonly from: BusinessDate | null; readonly to: BusinessDate | null; readonly today: BusinessDate },
): (BusinessDate | undefined)[] {
  const { from, to } = known;
  if (from && to) return dates.map((date) => (typeof date === 'string' ? date : insidePeriod(date, from, to)));
  const newestFirst = goesBackwards(dates);
  const walk = newestFirst ? [...dates] : [...dates].reverse();
  let later: BusinessDate = known.today;
  const found = walk.map((date) => {
    const whole = typeof date === 'string' ? date : latestNotAfter(date, later);
    if (whole) later = whole;
    return whole;
  });
  return newestFirst ? found : found.reverse();
}

function insidePeriod({ day, month }: { day: number; month: number }, from: BusinessDate, to: BusinessDate) {
  const years = [parts(to).year, parts(from).year];
  const fits = years.map((year) => dayOf(year, month, day)).find((date) => date && date >= from && date <= to);
  return fits ?? dayOf(years[0] ?? 0, month, day);
}

// The latest day of that name up to `limit`; a few days of leeway, because lines of one day are not always in order.
function latestNotAfter({ day, month }: { day: number; month: number }, limit: BusinessDate): BusinessDate | undefined {
  const { year, month: limitMonth } = parts(limit);
  const sameYear = dayOf(year, month, day);
  if (sameYear && (sameYear <= limit || month === limitMonth)) return sameYear;
  return dayOf(year - 1, month, day) ?? sameYear;
}

function goesBackwards(dates: readonly PartialDate[]): boolean {
  const keys = dates.map((date) =>
    typeof date === 'string' ? Number(date.slice(5, 7)) * 100 + Number(date.slice(8)) : date.month * 100 + date.day,
  );
  let rises = 0;
  let falls = 0;
  for (const [at, key] of keys.entries()) {
    const before = keys[at - 1];
    // A jump of half a year is New Year, not the order of the file.
    if (before === undefined || Math.abs(key - before) > 600) continue;
    if (key > before) rises += 1;
    if (key < before) falls += 1;
  }
  return falls > rises;
}

function dayOf(year: number, month: number, day: number): BusinessDate | undefined {
  return tryDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}
