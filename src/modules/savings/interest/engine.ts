import { addDays, type BusinessDate } from '#kernel/dates';
import type { RoundingMode } from '#kernel/money';
import { add, compact, type Ratio, roundRatio, whole, ZERO } from '#kernel/ratio';
import { accrue, basisOf, type EarningTerms, type MonthAccrual } from './accrual.ts';
import { type BalanceDay, balanceDays, type Movement, piecesOf } from './balance.ts';
import { type Calendar, type Compounding, cutPeriods, type Period, type Posting } from './periods.ts';
import { type InterestTax, type MonthInterest, type MonthTax, type TaxLedger, taxLedger } from './tax.ts';

/** Everything that decides the interest of a savings account. Amounts are whole units of one size (sen, or finer in the calculator). */
export type InterestTerms = EarningTerms & {
  readonly posting: Posting;
  readonly compounding: Compounding;
  /** Month 1 to 12 in which the financial year begins; quarters and half-years follow it. */
  readonly financialYearStart: number;
  readonly rounding: { readonly step: bigint; readonly mode: RoundingMode };
  readonly tax?: InterestTax;
  /** Taken from the balance at each posting, never below zero. */
  readonly feePerPosting: bigint;
};

/** The account's history in a half-open period: from <= day < to. */
export type InterestAccount = {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly opening: bigint;
  readonly movements: readonly Movement[];
};

/** One posting: made on the last day of its period. `net` = interest - tax. `basis` is the (average or lowest) balance it was paid on. */
export type InterestPosting = Period & {
  readonly on: BusinessDate;
  readonly interest: bigint;
  readonly tax: bigint;
  readonly net: bigint;
  readonly fee: bigint;
  readonly basis: Ratio;
  /** The interest and its tax by calendar month. */
  readonly months: readonly MonthTax[];
  /** Balance when the posting day closes, this posting and its fee included. */
  readonly balance: bigint;
};

/**
 * Interest joins what earns in two steps. While it is only accrued it earns, unrounded, once a compounding boundary has passed
 * (`earning`). When it is posted, its rounded net joins the capital at the next compounding boundary (`pending` until then).
 * Without compounding it is paid out in the sense that it never earns.
 */
type State = { capital: bigint; pending: bigint; credited: bigint; earning: Ratio; accrued: Ratio };

/** The postings of an account, in order. Pure and exact: fractions are kept until a posting is rounded. */
export function interestPostings(
  account: InterestAccount,
  terms: InterestTerms,
  ledger: TaxLedger = taxLedger(terms.tax, terms.rounding),
): InterestPosting[] {
  const days = balanceDays(account.from, account.opening, account.movements);
  const calendar = {
    financialYearStart: terms.financialYearStart,
    ...(terms.posting === 'maturity' ? { anchor: account.from } : {}),
  };
  const boundaries = new Set(cutPeriods(account, terms.compounding, calendar).map(({ to }) => to));
  const state: State = { capital: 0n, pending: 0n, credited: 0n, earning: ZERO, accrued: ZERO };
  return cutPeriods(account, terms.posting, calendar).map((period) => {
    const accruals = accruePeriod(days, period, calendar, state, terms);
    const months = ledger.withhold(roundMonths(accruals, terms.rounding));
    const compounds = terms.compounding !== 'none' && boundaries.has(period.to);
    return close({ days, period, months, compounds, basis: periodBasis(days, period, state, terms) }, state, terms);
  });
}

/** Runs through a posting period, letting accrued interest begin to earn at each compounding boundary inside it. */
function accruePeriod(
  days: readonly BalanceDay[],
  period: Period,
  calendar: Calendar,
  state: State,
  terms: InterestTerms,
): MonthAccrual[] {
  const accruals: MonthAccrual[] = [];
  for (const part of cutPeriods(period, terms.compounding, calendar)) {
    const earned = accrue(days, part, add(whole(state.capital), state.earning), terms);
    accruals.push(...earned);
    for (const { interest } of earned) state.accrued = compact(add(state.accrued, interest));
    if (part.to < period.to) {
      state.earning = state.accrued;
      state.capital += state.pending;
      state.pending = 0n;
    }
  }
  return accruals;
}

/** Rounds a posting once; the months in it get the steps between the rounded running sums, so that they add up to it. */
function roundMonths(accruals: readonly MonthAccrual[], rounding: InterestTerms['rounding']): MonthInterest[] {
  const byMonth = new Map<string, Ratio>();
  for (const { month, interest } of accruals) byMonth.set(month, add(byMonth.get(month) ?? ZERO, interest));
  let running = ZERO;
  let roundedBefore = 0n;
  return [...byMonth].map(([month, interest]) => {
    running = add(running, interest);
    const rounded = roundRatio(running, rounding.step, rounding.mode);
    const gross = rounded - roundedBefore;
    roundedBefore = rounded;
    return { month, gross };
  });
}

type Closing = {
  readonly days: readonly BalanceDay[];
  readonly period: Period;
  readonly months: readonly MonthTax[];
  readonly basis: Ratio;
  readonly compounds: boolean;
};

/** Posts: credits the net, takes the fee, and lets the credit earn now (at a compounding boundary) or from the next boundary. */
function close(closing: Closing, state: State, terms: InterestTerms): InterestPosting {
  const { period, months, basis } = closing;
  const interest = months.reduce((sum, month) => sum + month.gross, 0n);
  const tax = months.reduce((sum, month) => sum + month.tax, 0n);
  const net = interest - tax;
  const before = (piecesOf(closing.days, period).at(-1)?.balance ?? 0n) + state.credited + net;
  const fee = before <= 0n ? 0n : before < terms.feePerPosting ? before : terms.feePerPosting;
  const alreadyEarning = roundRatio(state.earning, 1n, 'down');
  const joining = closing.compounds || net < alreadyEarning ? net : alreadyEarning;
  const earnsOn = terms.compounding === 'none' ? 0n : joining;
  state.credited += net - fee;
  state.capital += earnsOn - fee;
  state.pending += net - earnsOn;
  if (closing.compounds) {
    state.capital += state.pending;
    state.pending = 0n;
  }
  state.earning = ZERO;
  state.accrued = ZERO;
  const on = addDays(period.to, -1);
  return { ...period, on, interest, tax, net, fee, basis, months, balance: before - fee };
}

function periodBasis(days: readonly BalanceDay[], period: Period, state: State, terms: InterestTerms): Ratio {
  return basisOf(piecesOf(days, period), whole(state.capital), terms.balanceMethod);
}
