import { roundToStep } from '#kernel/money';
import { roundedInstalment } from './equal-instalment.ts';
import { flatPlan } from './flat.ts';
import type { Period } from './periods.ts';
import { distribute, principalsOf } from './principal.ts';
import type { Rounding, ScheduleTerms } from './types.ts';
import { abs, deferredInstalments, equalFrom, equalPrincipal, firstRepaying, type Parts, type PrincipalFor, walk } from './walk.ts';

/** The amounts of a loan that is paid out at once and repaid as agreed, one entry a period. */
export function planOf(terms: ScheduleTerms, periods: readonly Period[]): Parts[] {
  if (terms.method === 'flat') return deferInterest(flatPlan(terms, periods), terms);
  if (terms.method === 'annuity' || terms.method === 'balloon') return annuityPlan(terms, periods);
  const principals = distribute(terms.principalSen, principalsOf(terms, terms.principalSen, 0), terms.rounding);
  return walk(terms, periods, beginning(terms), (index) => principals[index] ?? 0n);
}

function beginning({ principalSen }: ScheduleTerms) {
  return { index: 0, balance: principalSen, carried: 0n };
}

function deferInterest(plan: readonly Parts[], terms: ScheduleTerms): Parts[] {
  const deferred = deferredInstalments(terms);
  let carried = 0n;
  return plan.map(({ principalSen, interestSen }, index) => {
    carried += interestSen;
    if (index < deferred) return { principalSen, interestSen: 0n };
    const due = carried;
    carried = 0n;
    return { principalSen, interestSen: due };
  });
}

function annuityPlan(terms: ScheduleTerms, periods: readonly Period[]): Parts[] {
  if (terms.rounding.residual === 'spread') return walk(terms, periods, beginning(terms), respread(terms, periods));
  const instalment = equalFrom(terms, periods, beginning(terms));
  const plan = walk(terms, periods, beginning(terms), equalPrincipal(terms, instalment));
  return terms.rounding.residual === 'first' ? restFirst(terms, periods, plan, instalment) : plan;
}

/** With `residual: spread` the equal instalment is agreed anew on each balance, so that no rest is left for the last. */
export function respread(terms: ScheduleTerms, periods: readonly Period[]): PrincipalFor {
  return (index, interest, balance) => {
    if (index < firstRepaying(terms)) return 0n;
    const instalment = roundedInstalment(balance, periods.slice(index), terms.rounding, terms.balloonSen);
    return equalPrincipal(terms, instalment)(index, interest, balance);
  };
}

const TRIES_MAX = 4;

/**
 * Moves the rest from the last instalment to the first that repays: what the last one misses, discounted to that day. Rounding of interest
 * may need a second look; a step too coarse to meet exactly leaves a small rest with the last.
 */
function restFirst(terms: ScheduleTerms, periods: readonly Period[], plan: Parts[], instalment: bigint): Parts[] {
  const first = firstRepaying(terms);
  const equal = equalPrincipal(terms, instalment);
  const gapOf = (parts: readonly Parts[]): bigint => {
    const last = parts.at(-1);
    return last ? last.principalSen + last.interestSen - terms.balloonSen - instalment : 0n;
  };
  let best = plan;
  let extra = 0n;
  for (let tries = 0; tries < TRIES_MAX && gapOf(best) !== 0n; tries++) {
    extra += discounted(gapOf(best), periods.slice(first + 1), terms.rounding);
    const moved = walk(
      terms,
      periods,
      beginning(terms),
      (index, interest, balance) => equal(index, interest, balance) + (index === first ? extra : 0n),
    );
    if (abs(gapOf(moved)) >= abs(gapOf(best))) break;
    best = moved;
  }
  return best;
}

function discounted(amount: bigint, periods: readonly Period[], { principal, mode }: Rounding): bigint {
  let [n, d] = [amount, 1n];
  for (const { factor } of periods) [n, d] = [n * factor.d, d * (factor.d + factor.n)];
  return roundToStep(n, d, principal, mode);
}
