import { EXACT_PER_SEN, toSen } from '#documents';
import { type Sen, sumSen } from '#kernel/money';
import type { Field } from '../layout/fields.ts';
import type { ReadRow } from './read-rows.ts';
import type { ArithmeticError } from './types.ts';

/** What the file's own total rows say: the printed grand totals, and where a printed sum is not the sum of its rows. */
export type FileTotals = {
  readonly printed: ReadonlyMap<Field, Sen>;
  readonly errors: readonly ArithmeticError[];
  /** Lines of bare numbers that turned out to be totals. */
  readonly totalLines: ReadonlySet<number>;
};

type Sums = Map<Field, bigint>;

/**
 * Compares every total row with the rows above it. A row is a subtotal when it fits the rows since the last total, a grand
 * total when it fits all rows; when it fits neither, its place decides: the last one is the grand total.
 */
export function compareTotals(rows: readonly ReadRow[], headings: ReadonlyMap<Field, string>): FileTotals {
  const all: Sums = new Map();
  let since: Sums = new Map();
  let rowsSince = 0;
  const printed = new Map<Field, Sen>();
  const errors: ArithmeticError[] = [];
  const totalLines = new Set<number>();
  const sumRows = rows.filter((row) => row.row.role === 'total' || row.row.role === 'loose_amounts');
  const lastLine = sumRows.at(-1)?.line;
  // A running balance is no sum of its column.
  const running = headings.has('balance') && (headings.has('debit') || headings.has('credit'));
  for (const row of rows.map((one) => (running ? withoutBalance(one) : one))) {
    if (row.row.role === 'data') {
      addTo(all, row);
      addTo(since, row);
      rowsSince += 1;
      continue;
    }
    if (row.row.role === 'example' || row.amounts.size === 0 || all.size === 0) continue;
    const scope = scopeOf(row, { all, since, rowsSince, isLast: row.line === lastLine });
    if (scope === undefined) continue;
    totalLines.add(row.line);
    errors.push(...differences(row, scope === 'grand' ? all : since, scope, headings));
    if (scope === 'grand') for (const [field, exact] of row.amounts) printed.set(field, toSen(exact));
    since = new Map();
    rowsSince = 0;
  }
  return { printed, errors, totalLines };
}

function withoutBalance(row: ReadRow): ReadRow {
  return { ...row, amounts: new Map([...row.amounts].filter(([field]) => field !== 'balance')) };
}

/** How many fields of the row agree with the sums; the better fit says what kind of total the row is. */
function scopeOf(
  row: ReadRow,
  seen: { all: Sums; since: Sums; rowsSince: number; isLast: boolean },
): 'grand' | 'sub' | undefined {
  const fitsAll = fits(row, seen.all);
  const fitsSince = fits(row, seen.since);
  const bare = row.row.role === 'loose_amounts';
  // Numbers without a word are a total only when most of them are one.
  if (bare && Math.max(fitsAll, fitsSince) * 2 < row.amounts.size) return undefined;
  if (fitsAll > fitsSince) return 'grand';
  if (fitsSince > fitsAll) return 'sub';
  return seen.isLast || seen.rowsSince === 0 ? 'grand' : 'sub';
}

function fits(row: ReadRow, sums: Sums): number {
  return [...row.amounts].filter(([field, exact]) => near(exact, sums.get(field) ?? 0n)).length;
}

function differences(
  row: ReadRow,
  sums: Sums,
  scope: 'grand' | 'sub',
  headings: ReadonlyMap<Field, string>,
): ArithmeticError[] {
  return [...row.amounts]
    .filter(([field, exact]) => sums.has(field) && !near(exact, sums.get(field) ?? 0n))
    .map(([field, exact]) => ({
      line: row.line,
      field,
      heading: headings.get(field) ?? field,
      what: scope === 'grand' ? ('grand_total' as const) : ('subtotal' as const),
      printed: toSen(exact),
      computed: toSen(sums.get(field) ?? 0n),
    }));
}

type Relation = { readonly whole: Field; readonly plus: readonly Field[]; readonly minus: readonly Field[] };

const RELATIONS: readonly Relation[] = [
  {
    whole: 'totalSavings',
    plus: ['principalSavings', 'mandatorySavings', 'voluntarySavings', 'termSavings', 'otherSavings'],
    minus: [],
  },
  { whole: 'loanBalance', plus: ['loanAmount'], minus: ['loanPaid'] },
  { whole: 'amount', plus: ['loanPaid', 'interest', 'fee', 'penalty'], minus: [] },
  { whole: 'totalDue', plus: ['loanPaid', 'interest', 'fee', 'penalty'], minus: [] },
  {
    whole: 'totalDue',
    plus: ['principalSavings', 'mandatorySavings', 'voluntarySavings', 'otherSavings', 'amount'],
    minus: [],
  },
];

/** Rows whose own sum is wrong, where most rows of the table show that the sum is meant: 60 in a hundred. */
export function rowSumErrors(rows: readonly ReadRow[], headings: ReadonlyMap<Field, string>): ArithmeticError[] {
  const data = rows.filter((row) => row.row.role === 'data');
  return RELATIONS.flatMap((relation) => {
    const used = [relation.whole, ...relation.plus, ...relation.minus].filter((field) => headings.has(field));
    if (!used.includes(relation.whole) || used.length < 3) return [];
    const checked = data.filter((row) => row.amounts.has(relation.whole));
    const wrong = checked.filter((row) => !near(row.amounts.get(relation.whole) ?? 0n, sideSum(row, relation)));
    if (wrong.length === 0 || wrong.length * 10 > checked.length * 4) return [];
    return wrong.map((row) => ({
      line: row.line,
      field: relation.whole,
      heading: headings.get(relation.whole) ?? relation.whole,
      what: 'row_sum' as const,
      printed: toSen(row.amounts.get(relation.whole) ?? 0n),
      computed: toSen(sideSum(row, relation)),
    }));
  });
}

/** Breaks of a running balance (saldo = saldo before + in - out), whichever of debit and credit is "in". */
export function runningBalanceErrors(
  rows: readonly ReadRow[],
  headings: ReadonlyMap<Field, string>,
): ArithmeticError[] {
  if (!headings.has('balance') || !(headings.has('debit') || headings.has('credit'))) return [];
  const data = rows.filter((row) => row.row.role === 'data' && row.amounts.has('balance'));
  const steps = data.slice(1).map((row, index) => ({ row, before: data[index]?.amounts.get('balance') ?? 0n }));
  const breaks = (sign: bigint) =>
    steps
      .map(({ row, before }) => {
        const moved = (row.amounts.get('debit') ?? 0n) - (row.amounts.get('credit') ?? 0n);
        return { row, computed: before + sign * moved };
      })
      .filter(({ row, computed }) => !near(row.amounts.get('balance') ?? 0n, computed));
  const candidates = [breaks(1n), breaks(-1n)].sort((a, b) => a.length - b.length);
  const fewest = candidates[0] ?? [];
  if (fewest.length * 10 > steps.length * 4) return [];
  return fewest.map(({ row, computed }) => ({
    line: row.line,
    field: 'balance' as const,
    heading: headings.get('balance') ?? 'balance',
    what: 'running_balance' as const,
    printed: toSen(row.amounts.get('balance') ?? 0n),
    computed: toSen(computed),
  }));
}

function sideSum(row: ReadRow, relation: Relation): bigint {
  const sum = (fields: readonly Field[]) => sumSen(fields.map((field) => row.amounts.get(field) ?? 0n));
  return sum(relation.plus) - sum(relation.minus);
}

function addTo(sums: Sums, row: ReadRow): void {
  for (const [field, exact] of row.amounts) sums.set(field, (sums.get(field) ?? 0n) + exact);
}

/** Equal but for what binary floating point leaves in sums of a spreadsheet: less than one sen. */
function near(a: bigint, b: bigint): boolean {
  const distance = a > b ? a - b : b - a;
  return distance < EXACT_PER_SEN;
}
