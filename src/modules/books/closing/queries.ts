import { z } from 'zod';
import { addDays, type BusinessDate, endOfMonth } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { dateField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import { type Period, readChart, readPeriods } from '#ledger';
import { dayBlockers, monthBlockers, proofBlockers } from './blockers.ts';
import { type BookYearState, bookYears } from './doors.ts';
import { yearBlockers } from './own-blockers.ts';
import { placeSums } from './place-sums.ts';
import type { Blocker } from './rules/blockers.ts';
import { monthOf, monthToClose, monthToReopen } from './rules/order.ts';
import { closingEntries, openingEntries, type PlaceSum, type YearEntry, yearResult } from './rules/year-entries.ts';
import { yearClosed, yearToClose, yearToReopen } from './rules/years.ts';
import { yearInput } from './schema.ts';
import { closingAccounts } from './settings.ts';
import { type PeriodAct, type PostedEntry, postedEntries, readActs } from './store.ts';

const ACTS_SHOWN = 60;
const EVER = { from: '1900-01-01', before: '2200-01-01' } as { from: BusinessDate; before: BusinessDate };

/** Why something cannot be done now, in words; null where it can. */
export type Refusal = { readonly reason: string; readonly pesan: string } | null;

/** Book years newest first with their months, and what was closed and opened again lately. */
export const closingOverview = query({
  name: 'books.closingOverview',
  permission: 'books.read',
  input: z.strictObject({}),
  async run(scope) {
    const [years, acts] = await Promise.all([bookYears(scope), readActs(scope, { ...EVER, limit: ACTS_SHOWN })]);
    const next = years.flatMap(({ months }) => months).find(({ status }) => status === 'open');
    return {
      years: years.toReversed(),
      /** The month that is closed next; null when none is open. */
      next: next?.startsOn ?? null,
      today: scope.today,
      acts,
    };
  },
});

/** One month: its state, what stands in the way of closing it, whether it can be opened again, and what was done to it. */
export type MonthClosing = {
  readonly month: Period;
  readonly year: BookYearState;
  readonly close: Refusal;
  /** Empty unless it is the month that may be closed now. */
  readonly blockers: readonly Blocker[];
  readonly reopen: Refusal;
  /** The last day whose closing can be asked for now; null when none is left. */
  readonly lastDay: BusinessDate | null;
  readonly dayBlockers: readonly Blocker[];
  readonly acts: readonly PeriodAct[];
};

/** What a month's closing stands at. Error: `period_unknown`. */
export const monthClosing = query({
  name: 'books.monthClosing',
  permission: 'books.read',
  input: z.strictObject({ startsOn: dateField }),
  async run(scope, { startsOn }): Promise<MonthClosing> {
    const periods = await readPeriods(scope);
    const month = monthOf(periods, startsOn);
    const years = await bookYears(scope);
    const year = years.find(({ from, before }) => from <= startsOn && startsOn < before);
    assert(year, 'every month of the books has its book year');
    const close = refusalOf(() => monthToClose(periods, startsOn, scope.today));
    const lastDay = lastOpenDay(month, scope.today);
    const range = { from: startsOn, before: month.endsBefore, limit: ACTS_SHOWN };
    const [blockers, ofDay, acts] = await Promise.all([
      close === null ? monthFaults(scope, month) : [],
      lastDay === null ? [] : dayBlockers(scope, { startsOn, endsBefore: addDays(lastDay, 1) }),
      readActs(scope, range),
    ]);
    const reopen = refusalOf(() => {
      monthToReopen(periods, startsOn);
      if (year.state !== 'open') throw yearClosed(year.year);
    });
    return { month, year, close, blockers, reopen, lastDay, dayBlockers: ofDay, acts };
  },
});

async function monthFaults(scope: QueryScope, month: Period): Promise<Blocker[]> {
  return (await Promise.all([proofBlockers(scope), monthBlockers(scope, month)])).flat();
}

function lastOpenDay({ startsOn, status, closedBefore }: Period, today: BusinessDate): BusinessDate | null {
  const last = endOfMonth(startsOn) < today ? endOfMonth(startsOn) : today;
  return status === 'open' && (closedBefore ?? startsOn) <= last ? last : null;
}

/** One book year: its months, what stands in the way of closing it, and the entries that closing it would post, or has posted. */
export type YearClosing = {
  readonly year: BookYearState;
  readonly close: Refusal;
  readonly blockers: readonly Blocker[];
  readonly reopen: Refusal;
  readonly result: ReturnType<typeof yearResult>;
  readonly closing: readonly YearEntry[];
  readonly opening: readonly YearEntry[];
  /** Entries that were posted, of a closed year. */
  readonly posted: readonly PostedEntry[];
  /** Names of the chart lines in those entries, by code. */
  readonly names: Readonly<Record<string, string>>;
  readonly accounts: { readonly surplus: string; readonly undivided: string };
  readonly acts: readonly PeriodAct[];
};

/** What a year's closing stands at. Error: `year_unknown`. */
export const yearClosing = query({
  name: 'books.yearClosing',
  permission: 'books.read',
  input: z.strictObject({ year: yearInput }),
  async run(scope, { year: wanted }): Promise<YearClosing> {
    const years = await bookYears(scope);
    const close = refusalOf(() => yearToClose(years, wanted, scope.today));
    const reopen = refusalOf(() => yearToReopen(years, wanted));
    const year = years.find((candidate) => candidate.year === wanted);
    if (!year) throw new DomainError('not_found', 'year_unknown', `Pembukuan tidak mempunyai tahun buku ${wanted}`);
    const accounts = await closingAccounts(scope);
    const sums =
      year.state === 'open' ? await placeSums(scope, { before: year.before, surplus: accounts.surplus }) : [];
    const closing = closingEntries(sums, wanted, accounts);
    const [blockers, acts, chart, posted] = await Promise.all([
      close === null ? yearFaults(scope, year) : [],
      readActs(scope, { from: year.from, before: year.before, limit: ACTS_SHOWN }),
      readChart(scope),
      postedEntries(scope, year.closed),
    ]);
    const names = Object.fromEntries(chart.map(({ code, name }) => [code, name]));
    const opening = openingEntries([...sums, ...surplusOf(closing, accounts.surplus)], wanted, accounts);
    return { year, close, blockers, reopen, result: yearResult(sums), closing, opening, posted, names, accounts, acts };
  },
});

// What the closing entries put on the surplus account, as the opening entries will find it there.
function surplusOf(entries: readonly YearEntry[], surplus: string): PlaceSum[] {
  return entries.flatMap(({ branchId, unitId, lines }) =>
    lines
      .filter(({ code }) => code === surplus)
      .map(({ code, amountSen }) => ({ branchId, unitId, code, kind: 'equity' as const, amountSen })),
  );
}

async function yearFaults(scope: QueryScope, year: BookYearState): Promise<Blocker[]> {
  const last = year.months.at(-1);
  const ofMonth = last?.status === 'open' ? await monthBlockers(scope, last) : [];
  return [...(await proofBlockers(scope)), ...ofMonth, ...(await yearBlockers(scope, year))];
}

function refusalOf(ask: () => unknown): Refusal {
  try {
    ask();
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { reason: error.reason, pesan: error.pesan };
  }
}
