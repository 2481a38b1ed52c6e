import { roundToStep } from '#kernel/money';
import type { Ratio } from '#kernel/ratio';
import { instalmentStep, roundedInstalment } from './equal-instalment.ts';
import type { Period } from './periods.ts';
import type { Rounding, ScheduleTerms } from './types.ts';

/** What one instalment takes, in sen. */
export type Parts = { readonly principalSen: bigint; readonly interestSen: bigint };

/** Where a walk down a balance begins: at period `index`, owing `balance`, with interest of earlier periods `carried` into it. */
export type Standing = {
  readonly index: number;
  readonly balance: bigint;
  readonly carried: bigint;
  /** The first period's own interest, when it is known otherwise than from the balance. */
  readonly interest?: bigint;
};

/** Interest of a balance over a period, rounded to its step. */
export function interestOn(balanceSen: bigint, factor: Ratio, { interest, mode }: Rounding): bigint {
  return roundToStep(balanceSen * factor.n, factor.d, interest, mode);
}

/** The first instalment, counted from zero, that carries principal; never beyond the last. */
export function firstRepaying({ grace, instalments }: Pick<ScheduleTerms, 'grace' | 'instalments'>): number {
  return Math.min(grace.principal, instalments - 1);
}

/** How many first instalments leave their interest to the next one. */
export function deferredInstalments({ grace, interestDue, method, instalments }: ScheduleTerms): number {
  const toEnd = method === 'bullet' && interestDue === 'end';
  return toEnd ? instalments - 1 : Math.min(grace.interestPayment, instalments - 1);
}

/** What a period's principal wishes to be, given the interest due with it and what is owed before it. */
export type PrincipalFor = (index: number, interestDue: bigint, balance: bigint) => bigint;

/** Goes down a balance: interest on what is owed, then the principal wished, within nothing and all that is owed; the last takes all. */
export function walk(
  terms: ScheduleTerms,
  periods: readonly Period[],
  start: Standing,
  principalFor: PrincipalFor,
): Parts[] {
  const deferred = deferredInstalments(terms);
  let { balance, carried } = start;
  const parts: Parts[] = [];
  for (const [index, { factor }] of periods.entries()) {
    if (index < start.index) continue;
    const own = index === start.index ? start.interest : undefined;
    carried += own ?? interestOn(balance, factor, terms.rounding);
    const interestSen = index < deferred ? 0n : carried;
    if (index >= deferred) carried = 0n;
    const last = index === periods.length - 1;
    const principalSen = last ? balance : within(principalFor(index, interestSen, balance), balance);
    balance -= principalSen;
    parts.push({ principalSen, interestSen });
  }
  return parts;
}

/** An amount held between nothing and `most`. */
export function within(amount: bigint, most: bigint): bigint {
  return amount > most ? (most < 0n ? 0n : most) : amount < 0n ? 0n : amount;
}

/** The principal of an equal instalment: what interest leaves of it; nothing in the grace, and a balloon stays for the last. */
export function equalPrincipal(terms: ScheduleTerms, instalment: bigint): PrincipalFor {
  const first = firstRepaying(terms);
  return (index, interest, balance) => (index < first ? 0n : within(instalment - interest, balance - terms.balloonSen));
}

/**
 * The equal instalment from a standing on, smoothed once as published progressive schedules are: when the last instalment differs by more
 * than half a sen a period, the equal one is moved by that difference shared over the periods, and the move is kept if the difference
 * shrinks. An instalment in steps of its own is not moved.
 */
export function equalFrom(terms: ScheduleTerms, periods: readonly Period[], start: Standing): bigint {
  const { rounding, balloonSen } = terms;
  const repaying = periods.slice(Math.max(start.index, firstRepaying(terms)));
  const instalment = roundedInstalment(start.balance, repaying, rounding, balloonSen);
  const gap = gapOf(terms, periods, start, instalment);
  const small = abs(gap) <= BigInt(Math.floor(repaying.length / 2));
  if (rounding.instalment !== undefined || small || repaying.length < 2) return instalment;
  const moved = instalment + roundToStep(gap, BigInt(repaying.length), instalmentStep(rounding), rounding.mode);
  return moved > 0n && abs(gapOf(terms, periods, start, moved)) < abs(gap) ? moved : instalment;
}

/** How much the last instalment, a balloon apart, differs from the equal one. */
function gapOf(terms: ScheduleTerms, periods: readonly Period[], start: Standing, instalment: bigint): bigint {
  const last = walk(terms, periods, start, equalPrincipal(terms, instalment)).at(-1);
  return last ? last.principalSen + last.interestSen - terms.balloonSen - instalment : 0n;
}

/** The amount without its sign. */
export function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
