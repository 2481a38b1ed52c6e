import { roundedInstalment } from './equal-instalment.ts';
import { flatPlan } from './flat.ts';
import type { Period } from './periods.ts';
import { distribute, principalsOf } from './principal.ts';
import type { ScheduleTerms } from './types.ts';
import {
  deferredInstalments,
  equalFrom,
  equalPrincipal,
  firstRepaying,
  type Parts,
  type PrincipalFor,
  walk,
} from './walk.ts';

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
  return terms.rounding.residual === 'first' ? restFirst(terms, plan, instalment) : plan;
}

/** With `residual: spread` the equal instalment is agreed anew on each balance, so that no rest is left for the last. */
export function respread(terms: ScheduleTerms, periods: readonly Period[]): PrincipalFor {
  return (index, interest, balance) => {
    if (index < firstRepaying(terms)) return 0n;
    const instalment = roundedInstalment(balance, periods.slice(index), terms.rounding, terms.balloonSen);
    return equalPrincipal(terms, instalment)(index, interest, balance);
  };
}

/**
 * Moves the rest of principal from the last instalment to the first that repays, so that the last equals the others. Interest stays that of the
 * balances before the move, as published schedules with a rounded beginning have it.
 */
function restFirst(terms: ScheduleTerms, plan: readonly Parts[], instalment: bigint): Parts[] {
  const first = firstRepaying(terms);
  const [head, last] = [plan[first], plan.at(-1)];
  if (!head || !last || head === last) return [...plan];
  const rest = last.principalSen + last.interestSen - terms.balloonSen - instalment;
  const moved = rest < -head.principalSen ? -head.principalSen : rest > last.principalSen ? last.principalSen : rest;
  return plan.map((parts) => {
    if (parts === head) return { ...parts, principalSen: parts.principalSen + moved };
    return parts === last ? { ...parts, principalSen: parts.principalSen - moved } : parts;
  });
}
