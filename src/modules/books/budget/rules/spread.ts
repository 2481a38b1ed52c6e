import { allocate, divideRounded, type Sen, sen, sumSen } from '#kernel/money';

/** Months of a book year. */
export const MONTHS = 12;
const EVENLY: readonly bigint[] = Array.from({ length: MONTHS }, () => 1n);
const RUPIAH = 100n;

/** How a year's amount is spread over its months. */
export const SPREADS = ['even', 'shape'] as const;
export type Spread = (typeof SPREADS)[number];

/**
 * Spreads a year's amount over twelve months in whole rupiah, so that they sum to it exactly (largest remainder, ties to the earlier month; sen
 * stay with the first). `shape`: in the proportions of these months; where they say nothing, evenly.
 */
export function spreadYear(total: Sen, shape?: readonly bigint[]): Sen[] {
  const weights = (shape ?? []).map((amount) => (amount > 0n ? amount : 0n));
  const usable = weights.length === MONTHS && sumSen(weights) > 0n;
  return allocate(total, usable ? weights : EVENLY, RUPIAH);
}

/** An amount grown by parts per million (100000 = 10 %), never below zero, rounded half up to whole rupiah. */
export function grown(amount: bigint, ratePpm: bigint): Sen {
  const scaled = divideRounded(amount * (1_000_000n + ratePpm), 1_000_000n * RUPIAH, 'half_up') * RUPIAH;
  return sen(scaled > 0n ? scaled : 0n);
}

/** Actual as parts per million of the budget, rounded half up; null without a budget. */
export function achieved(actual: bigint, budget: bigint): bigint | null {
  return budget > 0n ? divideRounded(actual * 1_000_000n, budget, 'half_up') : null;
}
