import { type BusinessDate, fromParts, tryDate } from '#kernel/dates';
import { decimalText } from './amount.ts';
import { type Cell, isBlank, textOf } from './cells.ts';

/** In which order a column writes day and month. */
export type DateOrder = 'day_first' | 'month_first';

export type DateReading =
  | { readonly state: 'blank' }
  | { readonly state: 'date'; readonly date: BusinessDate; readonly unclear: boolean }
  | { readonly state: 'impossible'; readonly text: string }
  | { readonly state: 'unreadable'; readonly text: string };

/** What the whole column says: its order, and whether a program may have turned day and month round in some cells. */
export type ColumnDates = { readonly order: DateOrder; readonly mixed: boolean; readonly maybeSwapped: boolean };

const MONTHS: readonly RegExp[] = [
  /^jan/,
  /^[fp]eb/,
  /^mar/,
  /^apr/,
  /^(mei|may)/,
  /^jun/,
  /^jul/,
  /^(agu|agt|ags|aug)/,
  /^sep/,
  /^(okt|oct)/,
  /^(nov|nop)/,
  /^(des|dec)/,
];

const SLASHED = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})(?:[ ,T]+\d{1,2}[:.]\d{2}.*)?$/;

/**
 * Reads a date as found in cooperatives' files: a date cell, a serial number, `21/11/2026`, `2026-11-21`, `1-Nov-26`,
 * `1 Nopember 2026`, `20261121`. A day the calendar does not have is `impossible`, never rolled over.
 * Two-digit years up to `pivotYear` (say 2036) belong to this century.
 */
export function readDate(cell: Cell | null, order: DateOrder, pivotYear: number): DateReading {
  if (isBlank(cell) || cell === null) return { state: 'blank' };
  const text = textOf(cell).replace(/^'/, '');
  if (cell.kind === 'date') return calendar(text, text.split('-').map(Number), false);
  if (/^0000-00-00|^0?0\/0?0\/0000|^-+$/.test(text)) return { state: 'blank' };
  if (cell.kind === 'number' || /^\d+$/.test(text)) return numericDate(text);
  if (cell.kind === 'error') return { state: 'unreadable', text };
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return calendar(text, [Number(iso[1]), Number(iso[2]), Number(iso[3])], false);
  const slashed = SLASHED.exec(text);
  if (slashed) return slashedDate(text, slashed, order, pivotYear);
  return namedMonth(text, pivotYear);
}

/** Decides day-first or month-first for a column from the values that allow only one reading. Indonesia writes the day first. */
export function dateOrderOf(cells: Iterable<Cell | null>): ColumnDates {
  let dayFirst = 0;
  let monthFirst = 0;
  let unclear = 0;
  let cellsUpTo12 = 0;
  let cellsBeyond12 = 0;
  for (const cell of cells) {
    if (cell?.kind === 'date') {
      if (Number(cell.text.slice(8, 10)) > 12) cellsBeyond12 += 1;
      else cellsUpTo12 += 1;
    }
    const match = cell?.kind === 'text' ? SLASHED.exec(textOf(cell)) : null;
    if (!match) continue;
    if (Number(match[1]) > 12) dayFirst += 1;
    else if (Number(match[2]) > 12) monthFirst += 1;
    else unclear += 1;
  }
  // A spreadsheet set to English turns 05/02/2023 into 2 May and leaves 25/02/2023 as text: texts all beyond the 12th
  // beside cells all up to the 12th are its trace.
  const maybeSwapped = dayFirst >= 2 && unclear === 0 && cellsUpTo12 >= 2 && cellsBeyond12 === 0;
  return {
    order: monthFirst > dayFirst ? 'month_first' : 'day_first',
    mixed: dayFirst > 0 && monthFirst > 0,
    maybeSwapped,
  };
}

/** The calendar day of a spreadsheet's serial number (1900 system, with its 29 February 1900 that never was). */
export function serialDay(serial: number, date1904 = false): string | undefined {
  const day = Math.floor(serial) + (date1904 ? 1462 : 0);
  if (!Number.isFinite(day) || day < 1 || day > 109_000) return undefined;
  return fromParts(1899, 12, 30 + (day < 60 ? day + 1 : day));
}

/** The date within a longer text such as `SALDO PER 30 JANUARI 2023`, if there is one. */
export function dateInText(text: string): BusinessDate | undefined {
  const match = /(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})/i.exec(text);
  if (!match) return undefined;
  const month = monthNumber(match[2] ?? '');
  const reading = month ? calendar(text, [Number(match[3]), month, Number(match[1])], false) : undefined;
  return reading?.state === 'date' ? reading.date : undefined;
}

function slashedDate(text: string, match: RegExpExecArray, order: DateOrder, pivotYear: number): DateReading {
  const first = Number(match[1]);
  const second = Number(match[2]);
  const year = fullYear(match[3] ?? '', pivotYear);
  const dayFirst = first > 12 ? true : second > 12 ? false : order === 'day_first';
  const contradicts = (first > 12 || second > 12) && dayFirst !== (order === 'day_first');
  return calendar(text, dayFirst ? [year, second, first] : [year, first, second], contradicts);
}

function namedMonth(text: string, pivotYear: number): DateReading {
  const match = /^(?:[a-z]+,\s*)?(\d{1,2})[\s\-/.]+([a-z]{3,9})\.?[\s\-/.,']+(\d{4}|\d{2})(?:\s+\d.*)?$/i.exec(text);
  const month = match ? monthNumber(match[2] ?? '') : undefined;
  if (!match || !month) return { state: 'unreadable', text };
  return calendar(text, [fullYear(match[3] ?? '', pivotYear), month, Number(match[1])], false);
}

function numericDate(text: string): DateReading {
  const packed = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text);
  if (packed) return calendar(text, [Number(packed[1]), Number(packed[2]), Number(packed[3])], false);
  const serial = Number(text);
  const day = serial >= 3_000 && serial < 80_000 ? serialDay(serial) : undefined;
  const date = day === undefined ? undefined : tryDate(day);
  return date ? { state: 'date', date, unclear: false } : { state: 'unreadable', text: decimalText(serial) };
}

function monthNumber(name: string): number | undefined {
  const index = MONTHS.findIndex((month) => month.test(name.toLowerCase()));
  return index < 0 ? undefined : index + 1;
}

function fullYear(text: string, pivotYear: number): number {
  if (text.length === 4) return Number(text);
  const year = Math.floor(pivotYear / 100) * 100 + Number(text);
  return year > pivotYear ? year - 100 : year;
}

function calendar(text: string, numbers: readonly number[], unclear: boolean): DateReading {
  const [year = 0, month = 0, day = 0] = numbers;
  const date = tryDate(
    `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  );
  return date ? { state: 'date', date, unclear } : { state: 'impossible', text };
}
