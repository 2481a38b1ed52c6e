import { type DayCount, yearFraction } from '#kernel/day-count';
import { add, multiply, type Ratio, whole, ZERO } from '#kernel/ratio';
import {
  averageBalance,
  type BalanceDay,
  type BalanceMethod,
  minimumBalance,
  type Piece,
  piecesOf,
} from './balance.ts';
import { cutMonths, type Period } from './periods.ts';
import { type Tier, type TierMode, yearlyInterest } from './tiers.ts';

/** What decides how much a balance earns. */
export type EarningTerms = {
  readonly tiers: readonly Tier[];
  readonly tierMode: TierMode;
  readonly dayCount: DayCount;
  readonly balanceMethod: BalanceMethod;
};

/** Unrounded interest of one calendar month, `YYYY-MM`. */
export type MonthAccrual = { readonly month: string; readonly interest: Ratio };

/**
 * The unrounded interest of one period, split by calendar month (the tax asks for it). `extra` is interest that already earns; for
 * average and minimum the period is the one whose balance is averaged or searched for its lowest.
 */
export function accrue(days: readonly BalanceDay[], period: Period, extra: Ratio, terms: EarningTerms): MonthAccrual[] {
  const pieces = piecesOf(days, period);
  if (terms.balanceMethod === 'daily') return pieces.flatMap((piece) => accrueDaily(piece, extra, terms));
  const basis = basisOf(pieces, extra, terms.balanceMethod);
  return spread(period, yearlyInterest(basis, terms.tiers, terms.tierMode), terms.dayCount);
}

/** The balance an average or minimum period is paid on; for `daily` the average, which is what the days sum to. */
export function basisOf(pieces: readonly Piece[], extra: Ratio, method: BalanceMethod): Ratio {
  return method === 'minimum' ? minimumBalance(pieces, extra) : averageBalance(pieces, extra);
}

/** The sum of a period's months. */
export function sumAccruals(months: readonly MonthAccrual[]): Ratio {
  return months.reduce((sum, { interest }) => add(sum, interest), ZERO);
}

function accrueDaily(piece: Piece, extra: Ratio, terms: EarningTerms): MonthAccrual[] {
  const yearly = yearlyInterest(add(whole(piece.balance), extra), terms.tiers, terms.tierMode);
  return yearly.n === 0n ? [] : spread(piece, yearly, terms.dayCount);
}

function spread(period: Period, yearly: Ratio, dayCount: DayCount): MonthAccrual[] {
  return cutMonths(period).map(({ from, to }) => ({
    month: from.slice(0, 7),
    interest: multiply(yearly, yearFraction(dayCount, from, to)),
  }));
}
