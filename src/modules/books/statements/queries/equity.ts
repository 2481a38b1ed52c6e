import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import { chartBalances, type LineBalance } from '#ledger';
import { EQUITY_KINDS } from '../figure.ts';
import { type EquityFigures, equityColumns, equityRows } from '../layout/equity.ts';
import { type PlacedLine, withHeadings } from '../rules/place.ts';
import type { StatementTable } from '../table.ts';
import { dateIn, wordsIn } from '../words.ts';
import { equitySums } from './equity-sums.ts';
import {
  COMPARE_MAX,
  type Period,
  type Place,
  PlaceInput,
  periodOf,
  periodText,
  placeRemarks,
  subtitleOf,
} from './head.ts';
import { PeriodInput } from './income.ts';

/**
 * Changes in equity (perubahan ekuitas) of a period, both days included, under those to compare with, the earliest first: a column a component
 * (principal and mandatory savings, participation and grants, reserves, surplus), rows from balance to balance. Surplus that is not
 * closed counts, so that the last row is the equity of the balance sheet.
 */
export const equityTable = query({
  name: 'books.equityTable',
  permission: 'ledger.read',
  input: z.strictObject({
    from: dateField,
    to: dateField,
    compare: z.array(PeriodInput).max(COMPARE_MAX).default([]),
    ...PlaceInput,
  }),
  run: (scope, { from, to, compare, ...place }) =>
    equityOf(scope, { periods: [periodOf({ from, to }), ...compare.map(periodOf)], place }),
});

/** The changes in equity of some periods (the first is the one that is reported), read inside a query that is under way. */
export async function equityOf(
  scope: QueryScope,
  { periods, place }: { periods: readonly Period[]; place: Place },
): Promise<StatementTable> {
  const words = wordsIn(place.language);
  const [asked] = periods;
  const ordered = periods.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  const read = await Promise.all(ordered.map((period) => readPeriod(scope, { period, place })));
  const lines = read[0]?.lines ?? [];
  const figures = read.map((one) => one.figures);
  const columns = equityColumns(lines, figures);
  return {
    key: 'equity-changes',
    title: words.equity,
    subtitle: asked
      ? await subtitleOf(scope, { days: periodText(asked, place.language), before: asked.before, place })
      : [],
    columns: [
      ...columns.map((column) => ({ key: column, heading: words.equityColumns[column] })),
      { key: 'total', heading: words.total, parts: columns.map((column) => ({ column, sign: 1 as const })) },
    ],
    rows: figures.flatMap((one, index) =>
      equityRows(lines, one, { columns, words, key: figures.length > 1 ? `${ordered[index]?.from}:` : '' }),
    ),
    remarks: placeRemarks(place, words),
  };
}

async function readPeriod(
  scope: QueryScope,
  { period, place }: { period: Period; place: Place },
): Promise<{ lines: PlacedLine[]; figures: EquityFigures }> {
  const { branchId, unitId } = place;
  const [opening, moved, bare] = await Promise.all([
    chartBalances(scope, { before: period.from, branchId, unitId }),
    chartBalances(scope, { ...period, branchId, unitId }),
    chartBalances(scope, { ...period, branchId, unitId, withoutClosing: true }),
  ]);
  const lines = withHeadings(opening).filter(
    ({ kind, postable }) => postable && (kind === 'equity' || kind === 'revenue' || kind === 'expense'),
  );
  const ours = new Set(lines.map(({ code }) => code));
  const of = (balances: readonly LineBalance[]) =>
    new Map(balances.filter(({ code }) => ours.has(code)).map(({ code, amountSen }) => [code, amountSen]));
  const bareSums = of(bare);
  const sums = await equitySums(scope, lines, { period, place });
  return {
    lines,
    figures: {
      ...period,
      openingOn: dateIn(addDays(period.from, -1), place.language),
      closingOn: dateIn(addDays(period.before, -1), place.language),
      opening: of(opening),
      moves: new Map(
        EQUITY_KINDS.map((kind) => [
          kind,
          new Map(sums.filter((move) => move.kind === kind).map(({ code, amountSen }) => [code, amountSen])),
        ]),
      ),
      results: bareSums,
      closing: new Map([...of(moved)].map(([code, amount]) => [code, amount - (bareSums.get(code) ?? 0n)])),
    },
  };
}
