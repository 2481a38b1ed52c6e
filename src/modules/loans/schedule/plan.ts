import { roundToStep } from '#kernel/money';
import type { Ratio } from '#kernel/ratio';
import { instalmentStep, roundedInstalment } from './equal-instalment.ts';
import { flatPlan } from './flat.ts';
import type { Period } from './periods.ts';
import { distribute, principalsOf } from './principal.ts';
import type { Rounding, ScheduleTerms } from './types.ts';

/** What one instalment takes, in sen. */
export type Parts = { readonly principalSen: bigint; readonly interestSen: bigint };

/** The amounts of a loan that is paid out at once and repaid as agreed, one entry a period. */
export function planOf(terms: ScheduleTerms, periods: readonly Period[]): Parts[] {
  if (terms.method === 'flat') return deferInterest(flatPlan(terms, periods), terms);
  if (terms.method === 'annuity' || terms.method === 'balloon') return annuityPlan(terms, periods);
  const principals = distribute(terms.principalSen, principalsOf(terms, terms.principalSen, 0), terms.rounding);
  return walk(terms, periods, terms.principalSen, (index) => principals[index] ?? 0n);
}

/** Interest of a balance over a period, rounded to its step. */
export function interestOn(balanceSen: bigint, factor: Ratio, { interest, mode }: Rounding): bigint {
  return roundToStep(balanceSen * factor.n, factor.d, interest, mode);
}

/** The first instalment, counted from zero, that carries principal; never beyond the last. */
export function firstRepaying({ grace, instalments }: ScheduleTerms): number {
  return Math.min(grace.principal, instalments - 1);
}

/** How many first instalments leave their interest to the next one. */
export function deferredInstalments({ grace, interestDue, method, instalments }: ScheduleTerms): number {
  return method === 'bullet' && interestDue === 'end' ? instalments - 1 : Math.min(grace.interestPayment, instalments - 1);
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

type PrincipalFor = (index: number, interestDue: bigint, balance: bigint) => bigint;

/** Goes down a balance: interest on what is owed, then the principal that `principalFor` wishes, within 0 and what is owed. */
function walk(terms: ScheduleTerms, periods: readonly Period[], start: bigint, principalFor: PrincipalFor): Parts[] {
  const deferred = deferredInstalments(terms);
  let balance = start;
  let carried = 0n;
  return periods.map(({ factor }, index) => {
    carried += interestOn(balance, factor, terms.rounding);
    const interestSen = index < deferred ? 0n : carried;
    if (index >= deferred) carried = 0n;
    const last = index === periods.length - 1;
    const principalSen = last ? balance : within(principalFor(index, interestSen, balance), balance);
    balance -= principalSen;
    return { principalSen, interestSen };
  });
}

function within(wished: bigint, balance: bigint): bigint {
  return wished < 0n ? 0n : wished > balance ? balance : wished;
}

/**
 * Equal instalments, then smoothed once as published progressive schedules are: when the last one differs by more than half a sen a period,
 * the equal instalment is moved by that difference shared over the periods, and the move is kept if the difference shrinks. An instalment
 * that was asked in steps of its own is not moved.
 */
function annuityPlan(terms: ScheduleTerms, periods: readonly Period[]): Parts[] {
  const first = firstRepaying(terms);
  const repaying = periods.slice(first);
  const instalment = roundedInstalment(terms.principalSen, repaying, terms.rounding, terms.balloonSen);
  const plan = equalWalk(terms, periods, instalment);
  const moved = smoothed(instalment, gapOf(plan, instalment, terms), repaying.length, terms.rounding);
  if (moved === instalment) return restFirst(terms, periods, plan, instalment);
  const other = equalWalk(terms, periods, moved);
  const better = abs(gapOf(other, moved, terms)) < abs(gapOf(plan, instalment, terms));
  return better ? restFirst(terms, periods, other, moved) : restFirst(terms, periods, plan, instalment);
}

/** The instalment moved by its share of the last one's gap; the same one when the gap is small or the step is the agreed instalment's. */
export function smoothed(instalment: bigint, gap: bigint, periods: number, rounding: Rounding): bigint {
  if (rounding.instalment !== undefined || abs(gap) <= BigInt(Math.floor(periods / 2)) || periods < 2) return instalment;
  const move = roundToStep(gap, BigInt(periods), instalmentStep(rounding), rounding.mode);
  return instalment + move > 0n ? instalment + move : instalment;
}

/** How much the last instalment differs from the equal one, a balloon apart. */
function gapOf(plan: readonly Parts[], instalment: bigint, terms: ScheduleTerms): bigint {
  const last = plan.at(-1);
  return last ? last.principalSen + last.interestSen - terms.balloonSen - instalment : 0n;
}

function equalWalk(terms: ScheduleTerms, periods: readonly Period[], instalment: bigint, firstExtra = 0n): Parts[] {
  const first = firstRepaying(terms);
  return walk(terms, periods, terms.principalSen, (index, interest, balance) => {
    if (index < first) return 0n;
    const wished = instalment - interest + (index === first ? firstExtra : 0n);
    const most = balance - terms.balloonSen;
    return wished > most ? most : wished;
  });
}

const FIRST_TRIES_MAX = 4;

/** With `residual: first` the rest moves from the last to the first instalment: what the last one misses, taken back to the first one's day. */
function restFirst(
  terms: ScheduleTerms,
  periods: readonly Period[],
  plan: readonly Parts[],
  instalment: bigint,
): Parts[] {
  if (terms.rounding.residual !== 'first') return [...plan];
  const later = periods.slice(firstRepaying(terms) + 1);
  let best = [...plan];
  let extra = 0n;
  for (let tries = 0; tries < FIRST_TRIES_MAX; tries++) {
    const gap = gapOf(best, instalment, terms);
    if (gap === 0n) break;
    extra += discounted(gap, later, terms.rounding);
    const next = equalWalk(terms, periods, instalment, extra);
    if (abs(gapOf(next, instalment, terms)) >= abs(gap)) break;
    best = next;
  }
  return best;
}

function discounted(amount: bigint, periods: readonly Period[], { principal, mode }: Rounding): bigint {
  let [n, d] = [amount, 1n];
  for (const { factor } of periods) [n, d] = [n * factor.d, d * (factor.d + factor.n)];
  return roundToStep(n, d, principal, mode);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
