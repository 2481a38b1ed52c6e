import { assert, DomainError } from './errors.ts';

declare const senBrand: unique symbol;
/** An amount in sen, 1/100 rupiah. Never a JavaScript number. */
export type Sen = bigint & { readonly [senBrand]: 'sen' };

/** The largest amount one posting may carry: Rp 90 trillion, far inside PostgreSQL's bigint. */
export const SEN_MAX = 9_000_000_000_000_000n;

/** Named roundings. `half_even` is the banker's rounding; `down` goes towards zero. */
export type RoundingMode = 'half_even' | 'half_up' | 'down' | 'up';

/** Brands a bigint as sen. */
export function sen(value: bigint): Sen {
  return value as Sen;
}

/** Whole rupiah as sen. */
export function rupiah(value: bigint | number): Sen {
  return sen(BigInt(value) * 100n);
}

/** Sum of amounts. */
export function sumSen(amounts: Iterable<bigint>): Sen {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return sen(total);
}

const DECIMAL = /^(0|[1-9][0-9]{0,14})(?:\.([0-9]{1,2}))?$/;

/** Reads an unsigned decimal string of the API (`"150000.00"`). Refuses signs, exponents, a third decimal. Error: `amount_format`. */
export function parseDecimal(text: string): Sen {
  const match = DECIMAL.exec(text);
  if (!match) {
    throw new DomainError('invalid', 'amount_format', 'Tulis jumlah dalam angka, misalnya 150000.00');
  }
  return sen(BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0')));
}

/** Reads a decimal string that may carry a minus sign, as answers do. */
export function parseSignedDecimal(text: string): Sen {
  return text.startsWith('-') ? sen(-parseDecimal(text.slice(1))) : parseDecimal(text);
}

/** Writes sen as the API's decimal string: `15000000n` -> `"150000.00"`. */
export function formatDecimal(amount: bigint): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** An amount the Indonesian way, without currency: `125000050n` -> "1.250.000,50"; whole rupiah drop the sen unless asked. */
export function amountText(amountSen: bigint, withSen = amountSen % 100n !== 0n): string {
  const magnitude = amountSen < 0n ? -amountSen : amountSen;
  const whole = (magnitude / 100n).toString().replace(/\B(?=(\d{3})+$)/g, '.');
  const rest = withSen ? `,${(magnitude % 100n).toString().padStart(2, '0')}` : '';
  return `${amountSen < 0n ? '-' : ''}${whole}${rest}`;
}

/** An amount for a sentence or a paper, with its currency: "Rp 1.250.000", "Rp 10.191,78", "-Rp 50.000". */
export function rupiahText(amountSen: bigint): string {
  return amountSen < 0n ? `-Rp ${amountText(-amountSen)}` : `Rp ${amountText(amountSen)}`;
}

/** numerator / denominator as an integer under a named rounding. Denominator must be positive. */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  assert(denominator > 0n, 'a rounding needs a positive denominator');
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  const quotient = magnitude / denominator;
  const twice = (magnitude % denominator) * 2n;
  const up =
    mode === 'up'
      ? twice > 0n
      : mode === 'half_up'
        ? twice >= denominator
        : mode === 'half_even' && (twice > denominator || (twice === denominator && quotient % 2n === 1n));
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

/** Rounds numerator/denominator sen to a multiple of `step` sen. */
export function roundToStep(numerator: bigint, denominator: bigint, step: bigint, mode: RoundingMode): Sen {
  return sen(divideRounded(numerator, denominator * step, mode) * step);
}

/**
 * Shares `total` by `weights` in units of `unit` sen, so that the parts always sum to the whole (largest remainder;
 * ties go to the earlier weight). A total that is not a multiple of `unit` leaves its rest with the first part.
 */
export function allocate(total: bigint, weights: readonly bigint[], unit = 1n): Sen[] {
  const weightSum = sumSen(weights);
  assert(weightSum > 0n, 'weights must sum to more than zero');
  assert(
    weights.every((weight) => weight >= 0n),
    'a weight cannot be negative',
  );
  assert(total >= 0n && unit > 0n, 'an allocation shares a non-negative total');
  const units = total / unit;
  const parts = weights.map((weight, index) => ({
    index,
    units: (units * weight) / weightSum,
    remainder: (units * weight) % weightSum,
  }));
  let left = units - parts.reduce((sum, part) => sum + part.units, 0n);
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.units += 1n;
    left -= 1n;
  }
  const shares = parts.map((part) => sen(part.units * unit));
  if (shares[0] !== undefined) shares[0] = sen(shares[0] + (total - units * unit));
  assert(sumSen(shares) === total, 'shares must sum to the total');
  return shares;
}
