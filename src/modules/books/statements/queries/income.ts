import { z } from 'zod';
import { dateField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import { chartBalances, type LineBalance } from '#ledger';
import { incomeRows } from '../layout/income.ts';
import { withHeadings } from '../rules/place.ts';
import type { StatementColumn, StatementTable } from '../table.ts';
import { wordsIn } from '../words.ts';
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

export const PeriodInput = z.strictObject({ from: dateField, to: dateField });

/** `periods`: this period and those to compare with. `parties`: members, non-members, not divided, and their total, of this period. */
export type IncomeLayout = 'periods' | 'parties';

/**
 * Income statement (perhitungan hasil usaha) in the layout of the ministry's form, of a period (both days included) beside up to four others,
 * or by members and non-members. Closing entries are left out, so a closed year can still be read.
 */
export const incomeTable = query({
  name: 'books.incomeTable',
  permission: 'ledger.read',
  input: z.strictObject({
    from: dateField,
    to: dateField,
    compare: z.array(PeriodInput).max(COMPARE_MAX).default([]),
    layout: z.enum(['periods', 'parties']).default('periods'),
    ...PlaceInput,
  }),
  run: (scope, { from, to, compare, layout, ...place }) => {
    const periods = [periodOf({ from, to }), ...(layout === 'parties' ? [] : compare.map(periodOf))];
    return incomeOf(scope, { periods, layout, place });
  },
});

/** The income statement of some periods, read inside a query that is under way. */
export async function incomeOf(
  scope: QueryScope,
  { periods, layout, place }: { periods: readonly Period[]; layout: IncomeLayout; place: Place },
): Promise<StatementTable> {
  const words = wordsIn(place.language);
  const { branchId, unitId } = place;
  const read = await Promise.all(
    periods.map((period) => chartBalances(scope, { ...period, branchId, unitId, withoutClosing: true })),
  );
  const [period, lines = []] = [periods[0], read[0]];
  const columns = layout === 'parties' && period ? partyColumns(period, place) : periodColumns(periods, place);
  const amountsOf = (line: LineBalance, index: number) =>
    layout === 'parties' ? partyAmounts(line) : read.map((one) => one[index]?.amountSen ?? 0n);
  const rows = incomeRows(
    {
      lines: withHeadings(lines).map((line, index) => ({ ...line, amounts: amountsOf(line, index) })),
      columns: columns.length,
    },
    words,
  );
  return {
    key: 'income-statement',
    title: words.income,
    subtitle: period
      ? await subtitleOf(scope, { days: periodText(period, place.language), before: period.before, place })
      : [],
    columns,
    rows: rows.map((row) =>
      row.code === null
        ? row
        : {
            ...row,
            figures: columns.map(({ range }) => {
              const codes = row.code === null ? [] : [row.code];
              return range ? { codes, ...range, withoutClosing: true } : null;
            }),
          },
    ),
    remarks: [...placeRemarks(place, words), ...(layout === 'parties' ? [words.undividedRemark] : [])],
  };
}

function periodColumns(periods: readonly Period[], { language }: Place): StatementColumn[] {
  return periods.map(({ from, before }) => ({
    key: `${from}_${before}`,
    heading: periodText({ from, before }, language),
    range: { from, before },
  }));
}

function partyColumns({ from, before }: Period, { language }: Place): StatementColumn[] {
  const words = wordsIn(language);
  const range = { from, before };
  return [
    { key: 'member', heading: words.member, range },
    { key: 'non_member', heading: words.nonMember, range },
    { key: 'undivided', heading: words.undivided, range },
    {
      key: 'total',
      heading: words.total,
      range,
      parts: ['member', 'non_member', 'undivided'].map((column) => ({ column, sign: 1 as const })),
    },
  ];
}

function partyAmounts({ party, amountSen }: LineBalance): (bigint | null)[] {
  return [
    party === 'member' ? amountSen : null,
    party === 'non_member' ? amountSen : null,
    party === null ? amountSen : null,
    amountSen,
  ];
}
