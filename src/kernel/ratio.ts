import { divideRounded, type RoundingMode } from './money.ts';

/** An exact fraction. `d` is always positive; it is not kept in lowest terms, because a common factor does no harm here. */
export type Ratio = { readonly n: bigint; readonly d: bigint };

export const ZERO: Ratio = { n: 0n, d: 1n };

/** A whole number as a fraction. */
export function whole(n: bigint): Ratio {
  return { n, d: 1n };
}

/** The exact sum. Denominators that divide each other are kept, so that sums over many days stay small. */
export function add(a: Ratio, b: Ratio): Ratio {
  if (a.n === 0n) return b;
  if (b.n === 0n) return a;
  if (a.d === b.d) return { n: a.n + b.n, d: a.d };
  if (a.d % b.d === 0n) return { n: a.n + b.n * (a.d / b.d), d: a.d };
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) + b.n, d: b.d };
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

/** The exact product. */
export function multiply(a: Ratio, b: Ratio): Ratio {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** Negative, zero or positive as a is less than, equal to or more than b. */
export function compare(a: Ratio, b: Ratio): number {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The smaller of two. */
export function least(a: Ratio, b: Ratio): Ratio {
  return compare(a, b) <= 0 ? a : b;
}

/** Rounds to a multiple of `step` under a named mode. */
export function roundRatio(value: Ratio, step: bigint, mode: RoundingMode): bigint {
  return divideRounded(value.n, value.d * step, mode) * step;
}

const DIGITS_MAX = 10n ** 400n;
const DIGITS_KEPT = 10n ** 300n;

/**
 * The same fraction, or, once its denominator has more than 400 digits, its first 300 decimals. Years of daily compounding would otherwise
 * grow numbers of a million digits; what is cut lies 280 places behind the finest step an answer can be rounded to.
 */
export function compact(value: Ratio): Ratio {
  return value.d <= DIGITS_MAX ? value : { n: (value.n * DIGITS_KEPT) / value.d, d: DIGITS_KEPT };
}

/** Reads an unsigned decimal such as `"0.75"` exactly. The caller has checked the form. */
export function ratioOfDecimal(text: string): Ratio {
  const [units = '0', decimals = ''] = text.split('.');
  return { n: BigInt(units + decimals), d: 10n ** BigInt(decimals.length) };
}
