import { z } from 'zod';
import { addDays, addMonths, type BusinessDate } from '#kernel/dates';
import { sumSen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { chartBalances, type LineBalance } from '#ledger';
import { type StatementRow, type StatementTable, totalRow } from '../../statements/table.ts';
import type { Language } from '../../statements/words.ts';
import { dateIn } from '../../statements/words.ts';
import { bookYearHere, inDirection } from '../actual.ts';
import { isPlanned } from '../rules/lines.ts';
import { achieved, MONTHS } from '../rules/spread.ts';
import { monthField, yearField } from '../schema.ts';
import { readLines } from '../store/lines.ts';
import { type BudgetVersion, readVersions } from '../store/versions.ts';
import { budgetWords } from '../words.ts';

/** Budget against actual: a statement, and for each row the actual as parts per million of the budget (null without a budget). */
export type BudgetTable = {
  readonly table: StatementTable;
  readonly achieved: Readonly<Record<string, string | null>>;
  /** The version it was measured against; null when none is approved and there is no draft either. */
  readonly version: BudgetVersion | null;
  readonly from: BusinessDate;
  readonly before: BusinessDate;
};

export const BudgetTableInput = z.strictObject({
  year: yearField,
  fromMonth: monthField.default(1),
  toMonth: monthField.default(MONTHS),
  /** Measure against this version; else the one in force, else the draft. */
  versionId: z.uuid().optional(),
  language: z.enum(['id', 'en']).default('id'),
});

/**
 * Budget, actual, difference and percent for months of a book year (1 to 12, turned round if need be). Closing entries are left out, so that a
 * closed year can still be read.
 */
export const budgetTable = query({
  name: 'books.budgetTable',
  permission: 'books.read',
  input: BudgetTableInput,
  run: (scope, input) => budgetTableOf(scope, input),
});

/** The same inside a query that is under way. */
export async function budgetTableOf(
  scope: QueryScope,
  input: { year: number; fromMonth: number; toMonth: number; versionId?: string | undefined; language: Language },
): Promise<BudgetTable> {
  const [first, last] = [Math.min(input.fromMonth, input.toMonth), Math.max(input.fromMonth, input.toMonth)];
  const year = await bookYearHere(scope, input.year);
  const [from, before] = [addMonths(year.from, first - 1), addMonths(year.from, last)];
  const versions = await readVersions(scope, input.year);
  const version =
    versions.find(({ id }) => id === input.versionId) ??
    versions.find(({ resolution }) => resolution !== null) ??
    versions[0] ??
    null;
  const planned = version ? await readLines(scope, version.id) : new Map<string, bigint[]>();
  const balances = await chartBalances(scope, { from, before, withoutClosing: true });
  const lines = balances
    .filter((line) => isPlanned(line) || planned.has(line.code))
    .map((line) => ({ line, budget: sumSen((planned.get(line.code) ?? []).slice(first - 1, last)) }));
  const table = tableOf({ lines, version, from, before, language: input.language, year: input.year });
  const percents = table.rows.map(({ key, values: [budget, actual] }) => {
    const part = budget == null || actual == null ? null : achieved(actual, budget);
    return [key, part === null ? null : part.toString()] as const;
  });
  return { table, achieved: Object.fromEntries(percents), version, from, before };
}

type Figures = {
  readonly lines: readonly { line: LineBalance; budget: bigint }[];
  readonly version: BudgetVersion | null;
  readonly from: BusinessDate;
  readonly before: BusinessDate;
  readonly language: Language;
  readonly year: number;
};

function tableOf(figures: Figures): StatementTable {
  const { version, from, before, language } = figures;
  const words = budgetWords(language);
  const range = { from, before };
  const revenue = partOf(figures, 'revenue', words.revenue, words.totalRevenue);
  const expense = partOf(figures, 'expense', words.expense, words.totalExpense);
  const parts = [
    { row: revenue.total, sign: 1 as const },
    { row: expense.total, sign: -1 as const },
  ];
  const surplus = totalRow({ key: 'surplus', label: words.surplus, level: 0, parts }, COLUMNS);
  return {
    key: 'anggaran',
    title: words.title(figures.year),
    subtitle: [words.period(dateIn(from, language), dateIn(addDays(before, -1), language)), stateLine(version, words)],
    columns: [
      { key: 'budget', heading: words.budget },
      { key: 'actual', heading: words.actual, range },
      {
        key: 'difference',
        heading: words.difference,
        parts: [
          { column: 'actual', sign: 1 },
          { column: 'budget', sign: -1 },
        ],
      },
    ],
    rows: [...revenue.rows, ...expense.rows, surplus],
    remarks: version === null ? [words.noBudget] : [words.differenceRemark],
  };
}

const COLUMNS = 3;

function stateLine(version: BudgetVersion | null, words: ReturnType<typeof budgetWords>): string {
  if (version === null) return words.noBudget;
  return version.resolution === null
    ? words.draft(version.version)
    : words.approved(version.version, version.resolution);
}

function partOf(
  { lines, from, before }: Figures,
  kind: 'revenue' | 'expense',
  heading: string,
  total: string,
): { rows: StatementRow[]; total: StatementRow } {
  const rows = lines
    .filter(({ line }) => line.kind === kind)
    .map(({ line, budget }): StatementRow => {
      const actual = inDirection(line);
      const figure = { codes: [line.code], from, before, withoutClosing: true };
      return {
        ...{ key: `line:${line.code}`, label: line.name, kind: 'line', level: 1, code: line.code },
        values: [budget, actual, actual - budget],
        figures: [null, figure, null],
      };
    })
    .filter(({ values: [budget, actual] }) => budget !== 0n || actual !== 0n);
  const sum = totalRow(
    { key: kind, label: total, level: 0, parts: rows.map((row) => ({ row, sign: 1 as const })) },
    COLUMNS,
  );
  const head = { key: `${kind}:heading`, label: heading, kind: 'heading', level: 0, code: null } as const;
  return { rows: [{ ...head, values: [null, null, null] }, ...rows, sum], total: sum };
}
