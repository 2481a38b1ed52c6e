import { z } from 'zod';
import { idField } from '#kernel/fields';
import { formatDecimal, sumSen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { readChart } from '#ledger';
import { actualMonths } from '../actual.ts';
import { type BudgetState, isPlanned, statesOf } from '../rules/lines.ts';
import { readLines } from '../store/lines.ts';
import { type BudgetVersion, readVersions, requireVersion } from '../store/versions.ts';

/** Versions with their states, the newest year first. */
export const budgetVersions = query({
  name: 'books.budgetVersions',
  permission: 'books.read',
  input: z.strictObject({}),
  async run(scope): Promise<(BudgetVersion & { state: BudgetState })[]> {
    const byYear = Map.groupBy(await readVersions(scope), ({ year }) => year);
    return [...byYear.values()].flatMap((versions) => {
      const states = statesOf(versions.map(({ resolution }) => ({ approved: resolution !== null })));
      return versions.map((version, place) => ({ ...version, state: states[place] ?? 'draft' }));
    });
  },
});

/** A line of a budget as its page shows it: every planned chart line, also where nothing is planned. Money as decimal strings. */
export type BudgetLine = {
  readonly code: string;
  readonly name: string;
  readonly kind: 'revenue' | 'expense';
  readonly amount: string;
  readonly months: readonly string[];
  /** What really came or went in the year before. */
  readonly lastYear: string;
};

/** A version with all its lines, and what the surplus would be. Error: `budget_unknown`. */
export const budgetDetail = query({
  name: 'books.budgetDetail',
  permission: 'books.read',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }) {
    const version = await requireVersion(scope, id);
    const lines = await linesOf(scope, version);
    return { version, lines };
  },
});

async function linesOf(scope: QueryScope, version: BudgetVersion): Promise<BudgetLine[]> {
  const planned = await readLines(scope, version.id);
  const before = await actualMonths(scope, version.year - 1);
  return (await readChart(scope))
    .filter((line) => isPlanned(line) || planned.has(line.code))
    .map(({ code, name, kind }) => {
      const months = planned.get(code) ?? [];
      return {
        ...{ code, name, kind: kind === 'revenue' ? kind : 'expense' },
        amount: formatDecimal(sumSen(months)),
        months: months.map(formatDecimal),
        lastYear: formatDecimal(sumSen(before.get(code) ?? [])),
      };
    });
}
