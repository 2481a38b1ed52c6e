import { addDays, type BusinessDate } from '#kernel/dates';
import type { Span } from './dedupe.ts';

/** A balance the bank stated, and the days whose lines are to be added to it (or taken off it). */
export type Anchor = {
  readonly balanceSen: bigint;
  readonly from: BusinessDate;
  readonly before: BusinessDate;
  readonly sign: 1n | -1n;
};

/**
 * Which stated balance leads to the one at the beginning of `before`, by the shortest way: the last closing before it, else the
 * opening of the statement it lies in, else the opening of a later one. Undefined when no statement states a balance.
 */
export function anchorOf(spans: readonly Span[], before: BusinessDate): Anchor | undefined {
  const ended = spans
    .filter((span) => span.toOn < before && span.closingSen !== null)
    .sort((a, b) => (a.toOn === b.toOn ? (a.fromOn < b.fromOn ? -1 : 1) : a.toOn < b.toOn ? 1 : -1))[0];
  if (ended?.closingSen != null)
    return { balanceSen: ended.closingSen, from: addDays(ended.toOn, 1), before, sign: 1n };
  const begun = spans.filter((span) => span.openingSen !== null).sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
  const around = begun.filter((span) => span.fromOn < before).at(-1);
  if (around?.openingSen != null) return { balanceSen: around.openingSen, from: around.fromOn, before, sign: 1n };
  const later = begun[0];
  return later?.openingSen == null
    ? undefined
    : { balanceSen: later.openingSen, from: before, before: later.fromOn, sign: -1n };
}

/** The days since something has waited for its partner. */
export const AGES = ['0-7', '8-30', '30+'] as const;
export type Age = (typeof AGES)[number];

/** The age of a movement that has waited for so many days. */
export function ageOf(days: number): Age {
  return days <= 7 ? '0-7' : days <= 30 ? '8-30' : '30+';
}
