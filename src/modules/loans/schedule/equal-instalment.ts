import { roundToStep } from '#kernel/money';
import type { Ratio } from '#kernel/ratio';
import type { Period } from './periods.ts';
import type { Rounding } from './types.ts';

/**
 * The equal instalment that brings a balance down to `leftSen` over these periods, before rounding: the product form of the annuity,
 * `(P * prod(1 + r_i) - left) / fn` with `fn_1 = 1`, `fn_i = 1 + fn_(i-1) * (1 + r_i)`, which holds for periods of unequal length.
 * Kept exact over one common denominator D: with a_i = D(1 + r_i) and F_i = fn_i * D^(i-1), F_i = D^(i-1) + F_(i-1) * a_i.
 */
export function equalInstalment(balanceSen: bigint, periods: readonly Period[], leftSen = 0n): Ratio {
  const d = commonDenominator(periods);
  let growth = 1n;
  let annuity = 0n;
  let power = 1n;
  for (const { agreed } of periods) {
    const a = d + (agreed.n * d) / agreed.d;
    annuity = annuity === 0n ? 1n : power + annuity * a;
    growth *= a;
    power *= d;
  }
  return { n: balanceSen * growth - leftSen * power, d: d * annuity };
}

/** The step that equal instalments are rounded to: the instalment's own, else that of a principal amount. */
export function instalmentStep(rounding: Rounding): bigint {
  return rounding.instalment ?? rounding.principal;
}

/** The equal instalment rounded to its step. */
export function roundedInstalment(
  balanceSen: bigint,
  periods: readonly Period[],
  rounding: Rounding,
  leftSen = 0n,
): bigint {
  const { n, d } = equalInstalment(balanceSen, periods, leftSen);
  return n <= 0n ? 0n : roundToStep(n, d, instalmentStep(rounding), rounding.mode);
}

/** Denominators of one schedule are few and share factors: their least common multiple stays small. */
function commonDenominator(periods: readonly Period[]): bigint {
  let common = 1n;
  for (const { agreed } of periods) {
    if (common % agreed.d !== 0n) common = (common / gcd(common, agreed.d)) * agreed.d;
  }
  return common;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
