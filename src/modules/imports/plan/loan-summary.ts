import { type Sen, sen, sumSen } from '#kernel/money';
import { isRunning, LOAN_ASSUMPTIONS, type LoanSummary, type Tally } from './loan-types.ts';
import type { Item, KeyedItem, PlanRow } from './types.ts';

type LoanItem = Extract<Item, { part: 'loan' }>;

/** A row before earlier imports and people decided, and after. `drafted` keeps what the file asks for, whatever became of it. */
type Decided = { readonly drafted: readonly KeyedItem[]; readonly row: PlanRow; readonly paidOff: boolean };

/** The control totals of a table's loans; null when it has none. `printed` is the file's own total of the balance column. */
export function loanSummary(
  rows: readonly Decided[],
  imported: ReadonlyMap<string, string>,
  printed: Sen | null,
): LoanSummary | null {
  const all = rows.flatMap(({ drafted }) => drafted.flatMap(loanOf));
  const paidOff = rows.filter((one) => one.paidOff).length;
  if (all.length === 0 && paidOff === 0) return null;
  const known = rows.flatMap(({ drafted }) => drafted.filter(({ key }) => imported.has(key)).flatMap(loanOf));
  const taken = rows.flatMap(({ row }) => (row.take ? row.items.flatMap(loanOf) : []));
  const running = taken.filter(({ amount }) => isRunning(amount));
  const inFile = tally(all);
  const late = running.filter(({ terms }) => terms.overduePrincipal > 0n || terms.overdueInterest > 0n);
  return {
    inFile,
    printed,
    running: tally(running),
    apart: tally(taken.filter(({ amount }) => !isRunning(amount))),
    known: tally(known),
    difference: sen((printed ?? inFile.sum) - tally(taken).sum - tally(known).sum),
    paidOff,
    arrears: {
      count: late.length,
      principal: sumSen(late.map(({ terms }) => terms.overduePrincipal)),
      interest: sumSen(late.map(({ terms }) => terms.overdueInterest)),
    },
    products: [...Map.groupBy(running, ({ terms }) => terms.product)]
      .map(([name, loans]) => ({ name, ...tally(loans) }))
      .sort((a, b) => b.count - a.count),
    assumed: LOAN_ASSUMPTIONS.map((what) => ({
      what,
      count: running.filter(({ terms }) => terms.assumed.includes(what)).length,
    })).filter(({ count }) => count > 0),
  };
}

function loanOf({ item }: KeyedItem): LoanItem[] {
  return item.part === 'loan' ? [item] : [];
}

function tally(loans: readonly LoanItem[]): Tally {
  return { count: loans.length, sum: sumSen(loans.map(({ amount }) => amount)) };
}
