import { type BusinessDate, daysBetween } from '#kernel/dates';
import { divideRounded } from '#kernel/money';

/** What stood on some accounts at the beginning and end of a stretch of days (half-open), in sen. */
export type Stretch = {
  readonly from: BusinessDate;
  readonly before: BusinessDate;
  readonly openingSen: bigint;
  readonly closingSen: bigint;
};

const DAYS_A_YEAR = 365n;
const PPM = 1_000_000n;

/**
 * Interest that a reference rate would give over stretches: (opening + closing) / 2 x rate x days / 365, summed exactly and rounded half up
 * once, to the sen. `ratePpm`: parts per million a year.
 */
export function referenceInterest(stretches: readonly Stretch[], ratePpm: bigint): bigint {
  const weighted = stretches.reduce(
    (sum, { from, before, openingSen, closingSen }) =>
      sum + (openingSen + closingSen) * BigInt(daysBetween(from, before)),
    0n,
  );
  return divideRounded(weighted * ratePpm, 2n * DAYS_A_YEAR * PPM, 'half_up');
}

/** What members save when the market asks `percent` more than the cooperative for the same goods: purchases x percent / 100, half up. */
export function purchaseBenefit(purchasesSen: bigint, ratePpm: bigint): bigint {
  return divideRounded(purchasesSen * ratePpm, PPM, 'half_up');
}

/** A decimal percent of a parameter ("18.5") in parts per million. Its schema has checked the form. */
export function ppmOfPercent(text: string): bigint {
  const [units = '0', decimals = ''] = text.split('.');
  return BigInt(units + decimals.padEnd(4, '0').slice(0, 4));
}
