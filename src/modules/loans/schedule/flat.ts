import { roundToStep } from '#kernel/money';
import { add, type Ratio, ZERO } from '#kernel/ratio';
import type { Period } from './periods.ts';
import { distribute, principalsOf } from './principal.ts';
import type { ScheduleTerms } from './types.ts';
import type { Parts } from './walk.ts';

/**
 * Flat: every period's interest is that of the whole principal. The sum of interest is that of the whole loan, so the last (or first)
 * instalment takes its rest too; with `spread` each takes its part of what is left. An instalment step rounds principal and interest apart and
 * then adds them; principal is what the interest leaves of it (1,250 over 3 at 12 percent in steps of 20: 420 + 20 = 440).
 */
export function flatPlan(terms: ScheduleTerms, periods: readonly Period[]): Parts[] {
  const interests = flatInterest(terms, terms.principalSen, periods);
  const principals = flatPrincipals(terms, terms.principalSen, interests, 0);
  return interests.map((interestSen, index) => ({ interestSen, principalSen: principals[index] ?? 0n }));
}

/** The interest of each period of a flat loan. */
export function flatInterest(terms: ScheduleTerms, principalSen: bigint, periods: readonly Period[]): bigint[] {
  const { interest, mode, residual } = terms.rounding;
  const of = ({ n, d }: Ratio) => roundToStep(principalSen * n, d, interest, mode);
  const whole = periods.reduce((sum, { factor }) => add(sum, factor), ZERO);
  if (residual === 'spread') return spreadInterest(terms, periods, of(whole), whole);
  return distribute(
    of(whole),
    periods.map(({ factor }) => of(factor)),
    terms.rounding,
  );
}

/** Each period takes its part of what is left: with periods of one length, the rest over the remaining instalments. */
function spreadInterest(
  { rounding }: ScheduleTerms,
  periods: readonly Period[],
  total: bigint,
  whole: Ratio,
): bigint[] {
  let [left, weight] = [total, whole];
  return periods.map(({ factor }) => {
    if (factor.n === 0n || weight.n <= 0n) return 0n;
    const part = roundToStep(left * factor.n * weight.d, factor.d * weight.n, rounding.interest, rounding.mode);
    weight = add(weight, { n: -factor.n, d: factor.d });
    const taken = weight.n <= 0n || part > left ? left : part;
    left -= taken;
    return taken;
  });
}

/** The principal of each instalment from `from` on, of a flat loan whose interest is known. */
export function flatPrincipals(
  terms: ScheduleTerms,
  balanceSen: bigint,
  interests: readonly bigint[],
  from: number,
): bigint[] {
  const wishes = principalsOf(terms, balanceSen, from);
  const step = terms.rounding.instalment;
  if (step === undefined) return distribute(balanceSen, wishes, terms.rounding);
  const { mode } = terms.rounding;
  const first = wishes.findIndex((wish) => wish > 0n);
  const count = BigInt(wishes.length - Math.max(first, 0));
  const whole = roundToStep(balanceSen, count, step, mode);
  const stepped = wishes.map((wish, index) => {
    const interest = interests[index] ?? 0n;
    const principal = whole + roundToStep(interest, 1n, step, mode) - interest;
    return wish === 0n || principal < 0n ? 0n : principal;
  });
  return distribute(balanceSen, stepped, terms.rounding);
}
