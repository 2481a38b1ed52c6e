import type { BusinessDate } from '#kernel/dates';
import type { ProductTerms } from '../terms.ts';
import type { Part, Payable } from './allocation.ts';
import { dailyInterest } from './daily.ts';
import { planAfterPrepayment } from './prepay.ts';

/** A row of a plan that a payment may change. */
export type PlanRow = Payable & { readonly balanceAfterSen: bigint };

type Calculation = ProductTerms['calculation'];

/**
 * Interest that is saved when the unpaid principal of a row is paid on a day before it is due: the days that are left, on that principal.
 * Zero for products that count interest by whole periods. In sen.
 */
export function savedInterest(calculation: Calculation, row: Payable, on: BusinessDate): bigint {
  if (calculation.interestPeriod !== 'daily') return 0n;
  const saved = dailyInterest(calculation, row.principalSen - row.paidPrincipalSen, on, row.dueOn);
  const open = row.interestSen - row.paidInterestSen;
  return saved < open ? saved : open;
}

/** Interest that products with daily interest go on earning on principal that is paid after its due date, by these parts. In sen. */
export function lateInterest(
  calculation: Calculation,
  rows: readonly Payable[],
  parts: readonly Part[],
  on: BusinessDate,
): bigint {
  if (calculation.interestPeriod !== 'daily') return 0n;
  const dueOf = new Map(rows.map(({ no, dueOn }) => [no, dueOn]));
  return parts.reduce((sum, { no, component, amountSen }) => {
    const dueOn = dueOf.get(no);
    if (component !== 'principal' || dueOn === undefined) return sum;
    return sum + dailyInterest(calculation, amountSen, dueOn, on);
  }, 0n);
}

/** Rows whose interest is less by what principal paid before its due date saves; the same rows when nothing is saved. */
export function withSavings<Row extends PlanRow>(
  calculation: Calculation,
  rows: readonly Row[],
  parts: readonly Part[],
  on: BusinessDate,
): Row[] {
  if (calculation.interestPeriod !== 'daily') return [...rows];
  return rows.map((row) => {
    const principal = parts.find(({ no, component }) => no === row.no && component === 'principal');
    if (!principal || row.dueOn <= on) return row;
    const saved = dailyInterest(calculation, principal.amountSen, on, row.dueOn);
    const most = row.interestSen - row.paidInterestSen;
    return { ...row, interestSen: row.interestSen - (saved < most ? saved : most) };
  });
}

/**
 * Rows after principal that was not yet due was paid: it is added to row `anchorNo`, which is paid in full, and the rows after it are
 * planned anew (`planAfterPrepayment`). Dates and numbers stay; rows that hold nothing any more fall away.
 */
export function withPrepayment<Row extends PlanRow>(
  calculation: Calculation,
  rows: readonly Row[],
  { anchorNo, prepaidSen, on }: { anchorNo: number; prepaidSen: bigint; on: BusinessDate },
): Row[] {
  const at = rows.findIndex(({ no }) => no === anchorNo);
  const anchor = rows[at];
  if (!anchor) return [...rows];
  const rest = rows.slice(at + 1);
  const plan = planAfterPrepayment(rest, prepaidSen, calculation);
  const saved = calculation.interestPeriod === 'daily' ? dailyInterest(calculation, prepaidSen, on, anchor.dueOn) : 0n;
  const changed = lessInterest(plan, saved).flatMap((planned, index) => {
    const row = rest[index];
    return row ? [{ ...row, ...planned }] : [];
  });
  const kept = {
    ...anchor,
    principalSen: anchor.principalSen + prepaidSen,
    paidPrincipalSen: anchor.paidPrincipalSen + prepaidSen,
  };
  return [...rows.slice(0, at), ...withBalances([kept, ...changed])];
}

/** Rows with more interest for days after a due date: on the first that is not yet due and not paid, or as a row of its own. */
export function withLateInterest<Row extends PlanRow>(rows: readonly Row[], lateSen: bigint, on: BusinessDate): Row[] {
  if (lateSen === 0n) return [...rows];
  const at = rows.findIndex(({ dueOn, settledOn }) => dueOn > on && settledOn === null);
  const target = rows[at];
  if (target) return rows.with(at, { ...target, interestSen: target.interestSen + lateSen });
  const last = rows.at(-1);
  if (!last) return [];
  const nothing = {
    paidPrincipalSen: 0n,
    paidInterestSen: 0n,
    penaltySen: 0n,
    paidPenaltySen: 0n,
    waivedPenaltySen: 0n,
  };
  const own = { no: last.no + 1, startsOn: last.dueOn, dueOn: on, principalSen: 0n, interestSen: lateSen };
  return [...rows, { ...last, ...nothing, ...own, balanceAfterSen: 0n, settledOn: null }];
}

function lessInterest<Plan extends { readonly interestSen: bigint }>(plan: readonly Plan[], savedSen: bigint): Plan[] {
  let left = savedSen;
  return plan.map((row) => {
    const off = row.interestSen < left ? row.interestSen : left;
    left -= off;
    return off === 0n ? row : { ...row, interestSen: row.interestSen - off };
  });
}

function withBalances<Row extends PlanRow>(rows: readonly Row[]): Row[] {
  let after = 0n;
  return rows
    .toReversed()
    .map((row) => {
      const balanced = { ...row, balanceAfterSen: after };
      after += row.principalSen;
      return balanced;
    })
    .toReversed();
}
