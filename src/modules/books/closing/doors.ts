import { readProfile } from '#cooperatives';
import { addDays, type BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { lastEntryNumber, type Period, readPeriods } from '#ledger';
import { type BookYear, bookYear, bookYearOf } from '../rules/book-year.ts';
import { stateBefore } from './rules/order.ts';
import { yearNotClosed } from './rules/years.ts';
import { type PeriodAct, readActs, readYears, type YearRow } from './store.ts';

/** From which point of the books a report is made: what it prints under its title. */
export type ClosedPoint = {
  /** Of the last day before the report's end, and of everything earlier. */
  readonly state: 'open' | 'closed' | 'locked';
  readonly closedAt: string | null;
  /** Entries up to this number are in it. */
  readonly throughNumber: bigint;
  /** SHA-256 of the trial balance at the end of the period; null unless a period was closed that ends exactly there. */
  readonly checksum: string | null;
  /** Times that a day, month or year of this book year was opened again, newest first. */
  readonly reopened: readonly { readonly by: string; readonly reason: string; readonly at: string }[];
};

// A year of daily closing and its months, several times over.
const ACTS_MAX = 2000;

/** The point of the books before a date (half-open): closed or not, through which entry, and what was opened again on the way. */
export async function closedPoint(scope: QueryScope, before: BusinessDate): Promise<ClosedPoint> {
  const { bookYearStartMonth } = await readProfile(scope);
  const { from } = bookYearOf(addDays(before, -1), bookYearStartMonth);
  const [periods, acts, last] = await Promise.all([
    readPeriods(scope),
    readActs(scope, { from, before, limit: ACTS_MAX }),
    lastEntryNumber(scope),
  ]);
  const state = stateBefore(periods, before);
  const closing = state === 'open' ? undefined : closingOf(acts, before);
  return {
    state,
    closedAt: closing?.actedAt ?? null,
    throughNumber: closing?.throughNumber ?? last,
    checksum: closing?.endsBefore === before ? closing.checksum : null,
    reopened: acts
      .filter(({ act }) => act === 'reopen')
      .map(({ personName, reason, actedAt }) => ({ by: personName, reason: reason ?? '', at: actedAt })),
  };
}

/** The newest close that covers the last day before a date; of several at once, the one that ends exactly there. */
function closingOf(acts: readonly PeriodAct[], before: BusinessDate): PeriodAct | undefined {
  const closes = acts.filter(({ act, endsBefore }) => act === 'close' && endsBefore >= before);
  return closes.find(({ endsBefore }) => endsBefore === before) ?? closes[0];
}

/** A book year with its months and how far its closing has come. */
export type BookYearState = BookYear & {
  /** `approved`: closed, and the meeting has decided on its surplus. */
  readonly state: 'open' | 'closed' | 'approved';
  readonly months: readonly Period[];
  readonly closed: YearRow | null;
};

/** Every book year that the books have a month of, earliest first. */
export async function bookYears(scope: QueryScope): Promise<BookYearState[]> {
  const { bookYearStartMonth } = await readProfile(scope);
  const [periods, rows] = await Promise.all([readPeriods(scope), readYears(scope)]);
  const years = [...new Set(periods.map(({ startsOn }) => bookYearOf(startsOn, bookYearStartMonth).year))];
  return years.map((number) => {
    const year = bookYear(number, bookYearStartMonth);
    const closed = rows.find((row) => row.year === number && row.closeActId !== null) ?? null;
    return {
      ...year,
      state: closed === null ? 'open' : closed.shuApprovedAt === null ? 'closed' : 'approved',
      months: periods.filter(({ startsOn }) => startsOn >= year.from && startsOn < year.before),
      closed,
    };
  });
}

/** A year whose books are closed: what its surplus is shared from. */
export type ClosedYear = Pick<BookYear, 'year' | 'from' | 'before'> & {
  readonly surplusSen: bigint;
  /** The last of the closing entries: the one that carries the surplus. Null for a year in which nothing moved. */
  readonly closingEntryId: string | null;
  readonly throughNumber: bigint;
  readonly checksum: string;
  /** Null until the meeting has decided on its surplus. */
  readonly shuApprovedAt: string | null;
};

/** The closed year. Error: `year_not_closed`. */
export async function requireClosedYear(scope: QueryScope, year: number): Promise<ClosedYear> {
  const row = (await readYears(scope)).find((candidate) => candidate.year === year);
  if (!row || row.surplusSen === null || row.throughNumber === null || row.checksum === null) {
    throw yearNotClosed(year);
  }
  return {
    year,
    from: row.startsOn,
    before: row.endsBefore,
    surplusSen: row.surplusSen,
    closingEntryId: row.closingEntryIds.at(-1) ?? null,
    throughNumber: row.throughNumber,
    checksum: row.checksum,
    shuApprovedAt: row.shuApprovedAt,
  };
}
