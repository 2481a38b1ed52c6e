import sql from 'sql-template-tag';
import { z } from 'zod';
import { bookYearOf } from '#books';
import { readProfile } from '#cooperatives';
import { addDays, type BusinessDate } from '#kernel/dates';
import { type QueryScope, query } from '#kernel/query';
import { chartBalances, type LineBalance } from '#ledger';
import { membersOn } from '#members';
import { ppmOf } from '../rules/limits.ts';

/** A part of a whole, as members see it: in sen, and of every hundred rupiah (whole rupiah, rounded down). */
export type Slice = {
  readonly key: string;
  readonly name: string | null;
  readonly sen: bigint;
  readonly ofHundred: number;
};

export type MoneyForMembers = {
  readonly asOf: BusinessDate;
  readonly from: BusinessDate;
  readonly members: number;
  /** What members entrusted: their savings, capital and what is free to withdraw. */
  readonly savingsSen: bigint;
  /** Where all the money is: lent to members, at hand and in the bank, other things. */
  readonly holds: readonly Slice[];
  readonly revenueSen: bigint;
  /** What of the revenue was spent on, the largest first, and what is left as surplus. */
  readonly spent: readonly Slice[];
  readonly surplusSen: bigint;
};

/** Expense lines that are named one by one; smaller ones stand together. */
const NAMED = 5;

/**
 * Where the money goes, on one page for every member (UU 25/1992 Ps 20: members have a right to know): what members entrusted, where it is, what the
 * cooperative earned this book year and what it spent that on. Sums of the whole cooperative only, nobody's own figures.
 */
export const moneyForMembers = query({
  name: 'oversight.moneyForMembers',
  permission: 'self.read',
  input: z.strictObject({}),
  async run(scope): Promise<MoneyForMembers> {
    const { bookYearStartMonth } = await readProfile(scope);
    const { from } = bookYearOf(scope.today, bookYearStartMonth);
    const before = addDays(scope.today, 1);
    const [held, moved, owned, members] = await Promise.all([
      chartBalances(scope, { before }),
      chartBalances(scope, { from, before, withoutClosing: true }),
      ownedLines(scope),
      membersOn(scope, { from, before }),
    ]);
    const revenueSen = -sumOf(moved, (line) => line.kind === 'revenue');
    const expenseSen = sumOf(moved, (line) => line.kind === 'expense');
    return {
      asOf: scope.today,
      from,
      members: members.reduce((sum, row) => sum + row.members, 0),
      savingsSen: -sumOf(held, ({ code }) => owned.savings.has(code)),
      holds: holdsOf(held, owned.loan),
      revenueSen,
      spent: spentOf(moved, revenueSen),
      surplusSen: revenueSen - expenseSen,
    };
  },
});

const sumOf = (lines: readonly LineBalance[], pick: (line: LineBalance) => boolean) =>
  lines.reduce((sum, line) => sum + (line.postable && pick(line) ? line.amountSen : 0n), 0n);

/** Chart lines on which members' own accounts stand. */
async function ownedLines(scope: QueryScope): Promise<Record<'savings' | 'loan', ReadonlySet<string>>> {
  const rows = await scope.tx.rows<{ kind: 'savings' | 'loan'; code: string }>(sql`
    select distinct a.owner_kind as kind, a.chart_code as code from ledger.account a
     where a.cooperative_id = ${scope.cooperativeId} and a.owner_kind in ('savings', 'loan')`);
  const of = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map(({ code }) => code));
  return { savings: of('savings'), loan: of('loan') };
}

function holdsOf(lines: readonly LineBalance[], loans: ReadonlySet<string>): Slice[] {
  const assets = lines.filter(({ kind }) => kind === 'asset');
  const whole = sumOf(assets, () => true);
  const isCash = (line: LineBalance) => line.cashFlow === 'cash';
  const parts = [
    ['loans', sumOf(assets, (line) => loans.has(line.code))],
    ['cash', sumOf(assets, isCash)],
    ['other', sumOf(assets, (line) => !loans.has(line.code) && !isCash(line))],
  ] as const;
  return parts.map(([key, sen]) => ({ key, name: null, sen, ofHundred: hundredth(sen, whole) }));
}

function spentOf(lines: readonly LineBalance[], revenueSen: bigint): Slice[] {
  const spent = lines
    .filter((line) => line.kind === 'expense' && line.postable && line.amountSen > 0n)
    .sort((a, b) => (a.amountSen < b.amountSen ? 1 : -1));
  const named = spent.slice(0, NAMED).map(({ code, name, amountSen }) => ({ key: code, name, sen: amountSen }));
  const rest = spent.slice(NAMED).reduce((sum, { amountSen }) => sum + amountSen, 0n);
  const all = rest > 0n ? [...named, { key: 'other', name: null, sen: rest }] : named;
  return all.map((slice) => ({ ...slice, ofHundred: hundredth(slice.sen, revenueSen) }));
}

function hundredth(part: bigint, whole: bigint): number {
  return Math.floor((ppmOf(part, whole) ?? 0) / 10_000);
}
