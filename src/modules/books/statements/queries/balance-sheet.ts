import { z } from 'zod';
import { readProfile } from '#cooperatives';
import { addDays, type BusinessDate } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import { chartBalances, type LineBalance } from '#ledger';
import { bookYearOf } from '../../rules/book-year.ts';
import { sheetRows } from '../layout/balance-sheet.ts';
import { withHeadings } from '../rules/place.ts';
import type { StatementRow, StatementTable } from '../table.ts';
import { dateIn, wordsIn } from '../words.ts';
import { COMPARE_MAX, type Place, PlaceInput, placeRemarks, subtitleOf } from './head.ts';

/**
 * Balance sheet (neraca, laporan posisi keuangan) in the layout of SAK EP on a day (its evening; today when none is named), and on up to four more days beside
 * it, for the whole cooperative, a branch or a unit. Surplus that is not closed stands in equity, so that the sides are equal on any day.
 */
export const balanceSheetTable = query({
  name: 'books.balanceSheetTable',
  permission: 'ledger.read',
  input: z.strictObject({
    on: dateField.optional(),
    compare: z.array(dateField).max(COMPARE_MAX).default([]),
    ...PlaceInput,
  }),
  run: (scope, { on, compare, ...place }) => balanceSheetOf(scope, { days: [on ?? scope.today, ...compare], place }),
});

/** The balance sheet of some days, read inside a query that is under way. */
export async function balanceSheetOf(
  scope: QueryScope,
  { days, place }: { days: readonly BusinessDate[]; place: Place },
): Promise<StatementTable> {
  const words = wordsIn(place.language);
  const { bookYearStartMonth } = await readProfile(scope);
  const read = await Promise.all(days.map((day) => readDay(scope, day, { place, startMonth: bookYearStartMonth })));
  const [first] = read;
  const lines = withHeadings(first?.lines ?? []).map((line, index) => ({
    ...line,
    amounts: read.map((one) => one.lines[index]?.amountSen ?? 0n),
  }));
  const { rows, unplaced } = sheetRows(
    { lines, unclosedEarlier: read.map((one) => one.unclosedEarlier), columns: days.length },
    words,
  );
  const results = lines.filter((line) => line.postable && isResult(line)).map(({ code }) => code);
  const [day] = days;
  return {
    key: 'balance-sheet',
    title: words.balanceSheet,
    subtitle: day
      ? await subtitleOf(scope, { days: words.asOf(dateIn(day, place.language)), before: addDays(day, 1), place })
      : [],
    columns: days.map((date) => ({
      key: date,
      heading: dateIn(date, place.language),
      range: { from: null, before: addDays(date, 1) },
    })),
    rows: rows.map((row) => withResultFigures(row, read, results)),
    remarks: [...placeRemarks(place, words), ...(unplaced.length > 0 ? [words.unplaced(unplaced.join(', '))] : [])],
    checks: [
      {
        label: words.inBalance,
        parts: [
          { row: 'assets', sign: 1 },
          { row: 'liabilities_equity', sign: -1 },
        ],
      },
    ],
  };
}

type Day = {
  readonly lines: LineBalance[];
  readonly unclosedEarlier: bigint;
  readonly yearFrom: BusinessDate;
  readonly before: BusinessDate;
};

function isResult(line: { kind: string }): boolean {
  return line.kind === 'revenue' || line.kind === 'expense';
}

async function readDay(
  scope: QueryScope,
  day: BusinessDate,
  { place: { branchId, unitId }, startMonth }: { place: Place; startMonth: number },
): Promise<Day> {
  const before = addDays(day, 1);
  const yearFrom = bookYearOf(day, startMonth).from;
  const [lines, earlier] = await Promise.all([
    chartBalances(scope, { before, branchId, unitId }),
    chartBalances(scope, { before: yearFrom, branchId, unitId }),
  ]);
  const unclosedEarlier = earlier.reduce((sum, line) => (isResult(line) ? sum - line.amountSen : sum), 0n);
  return { lines, unclosedEarlier, yearFrom, before };
}

/** The surplus that is not closed opens to the entries of every revenue and expense line. */
function withResultFigures(row: StatementRow, days: readonly Day[], codes: readonly string[]): StatementRow {
  if (row.key !== 'surplus_earlier' && row.key !== 'surplus_running') return row;
  const figures = days.map(({ yearFrom, before }) =>
    row.key === 'surplus_earlier' ? { codes, from: null, before: yearFrom } : { codes, from: yearFrom, before },
  );
  return { ...row, figures };
}
