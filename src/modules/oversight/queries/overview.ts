import sql from 'sql-template-tag';
import { z } from 'zod';
import { bookYearOf } from '#books';
import { parameterOn, readProfile } from '#cooperatives';
import { addDays, addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';
import { parseInput } from '#kernel/input';
import { type QueryScope, query } from '#kernel/query';
import { chartBalances, type LineBalance } from '#ledger';
import { membersOn } from '#members';
import { type Decision, decisionsOf } from '../decisions.ts';
import { LimitsValue } from '../parameters.ts';
import { LIMITS_PARAMETER, type Limits, ppmOf, USUAL_LIMITS } from '../rules/limits.ts';

/** A month of the charts: what came in as revenue, what it cost, and the cash at its end, in sen. */
export type MonthFigures = {
  readonly month: BusinessDate;
  readonly revenueSen: bigint;
  readonly expenseSen: bigint;
  readonly cashSen: bigint;
  /** Loans more than 30 days late on the last closed day of the month; null while no day of it was closed. */
  readonly par30Sen: bigint | null;
};

export type Overview = {
  readonly asOf: BusinessDate;
  readonly liquidity: {
    readonly cashSen: bigint;
    readonly debtSen: bigint;
    readonly ppm: number | null;
    readonly limitPpm: number;
  };
  readonly loans: {
    readonly on: BusinessDate;
    readonly outstandingSen: bigint;
    readonly par30Sen: bigint;
    readonly ppm: number | null;
    readonly limitPpm: number;
  } | null;
  /** Revenue less cost of the book year so far, and of the same days a year before. */
  readonly surplus: { readonly from: BusinessDate; readonly sen: bigint; readonly beforeSen: bigint };
  readonly members: { readonly members: number; readonly joined: number; readonly left: number };
  readonly months: readonly MonthFigures[];
  readonly decisions: readonly Decision[];
};

/** How the cooperative stands, for its board: liquidity, loans at risk, margin, members, twelve months, and what needs a decision with its reason. */
export const overview = query({
  name: 'oversight.overview',
  permission: 'oversight.read',
  input: z.strictObject({}),
  async run(scope): Promise<Overview> {
    const [limits, { bookYearStartMonth }, now] = await Promise.all([
      readLimits(scope),
      readProfile(scope),
      chartBalances(scope, { before: addDays(scope.today, 1) }),
    ]);
    const year = bookYearOf(scope.today, bookYearStartMonth);
    const tomorrow = addDays(scope.today, 1);
    const [surplus, before, members, months, loans] = await Promise.all([
      surplusOf(scope, year.from, tomorrow),
      surplusOf(scope, addMonths(year.from, -12), addDays(addMonths(scope.today, -12), 1)),
      membersOn(scope, { from: year.from, before: tomorrow }),
      readMonths(scope),
      readLoans(scope),
    ]);
    const [cashSen, debtSen] = [cashOf(now), shortDebtsOf(now)];
    const liquidityPpm = ppmOf(cashSen, debtSen);
    const par30Ppm = loans === undefined ? null : ppmOf(loans.par30Sen, loans.outstandingSen);
    const sumOf = (name: 'members' | 'joined' | 'left') => members.reduce((sum, row) => sum + row[name], 0);
    return {
      asOf: scope.today,
      liquidity: { cashSen, debtSen, ppm: liquidityPpm, limitPpm: limits.liquidityPpm },
      loans: loans === undefined ? null : { ...loans, ppm: par30Ppm, limitPpm: limits.par30Ppm },
      surplus: { from: year.from, sen: surplus, beforeSen: before },
      members: { members: sumOf('members'), joined: sumOf('joined'), left: sumOf('left') },
      months,
      decisions: await decisionsOf(scope, limits, { liquidityPpm, par30Ppm }),
    };
  },
});

/** When the board is asked to decide: what the cooperative set, or the usual limits. */
async function readLimits(scope: QueryScope): Promise<Limits> {
  const set = await parameterOn(scope, LIMITS_PARAMETER, scope.today);
  return set === undefined ? USUAL_LIMITS : parseInput(LimitsValue, set.value);
}

const cashOf = (lines: readonly LineBalance[]) =>
  lines.reduce((sum, line) => sum + (line.cashFlow === 'cash' ? line.amountSen : 0n), 0n);

// Short-term by the chart's own tag, or else what is not financed for long: loans taken and deposits beyond a year are tagged `financing`.
const shortDebtsOf = (lines: readonly LineBalance[]) =>
  lines.reduce((sum, line) => {
    const short =
      line.regulatory['term'] === undefined ? line.cashFlow !== 'financing' : line.regulatory['term'] === 'current';
    return sum - (line.kind === 'liability' && short ? line.amountSen : 0n);
  }, 0n);

async function surplusOf(scope: QueryScope, from: BusinessDate, before: BusinessDate): Promise<bigint> {
  const { revenue, expense } = resultOf(await chartBalances(scope, { from, before, withoutClosing: true }));
  return revenue - expense;
}

function resultOf(lines: readonly LineBalance[]): { revenue: bigint; expense: bigint } {
  const sumOf = (kind: LineBalance['kind']) =>
    lines.reduce((sum, line) => sum + (line.kind === kind ? line.amountSen : 0n), 0n);
  return { revenue: -sumOf('revenue'), expense: sumOf('expense') };
}

async function readMonths(scope: QueryScope): Promise<MonthFigures[]> {
  const first = addMonths(startOfMonth(scope.today), -11);
  const late = await lateByMonth(scope, first);
  const months: MonthFigures[] = [];
  let cashSen = cashOf(await chartBalances(scope, { before: first }));
  for (let month = first; month <= scope.today; month = addMonths(month, 1)) {
    const moved = await chartBalances(scope, { from: month, before: addMonths(month, 1), withoutClosing: true });
    const { revenue, expense } = resultOf(moved);
    cashSen += cashOf(moved);
    months.push({ month, revenueSen: revenue, expenseSen: expense, cashSen, par30Sen: late.get(month) ?? null });
  }
  return months;
}

async function lateByMonth(scope: QueryScope, from: BusinessDate): Promise<Map<BusinessDate, bigint>> {
  const rows = await scope.tx.rows<{ month: BusinessDate; par30Sen: bigint }>(sql`
    select date_trunc('month', f.business_date)::date as month, sum(f.par30_sen)::bigint as "par30Sen"
      from loans.figures f
     where f.cooperative_id = ${scope.cooperativeId}
       and f.business_date in (
         select max(d.business_date) from loans.day_run d
          where d.cooperative_id = ${scope.cooperativeId} and d.status = 'done' and d.business_date >= ${from}::date
          group by date_trunc('month', d.business_date))
     group by 1`);
  return new Map(rows.map(({ month, par30Sen }) => [month, par30Sen]));
}

/** The portfolio on the last day that was closed; undefined where none was, or nothing is lent. */
function readLoans(scope: QueryScope) {
  return scope.tx.maybe<{ on: BusinessDate; outstandingSen: bigint; par30Sen: bigint }>(sql`
    select f.business_date as on, sum(f.outstanding_sen)::bigint as "outstandingSen", sum(f.par30_sen)::bigint as "par30Sen"
      from loans.figures f
     where f.cooperative_id = ${scope.cooperativeId}
       and f.business_date = (select max(d.business_date) from loans.figures d where d.cooperative_id = ${scope.cooperativeId})
     group by f.business_date`);
}
