import { roundToStep } from '#kernel/money';
import type { Rounding, ScheduleTerms } from './types.ts';

/** The principal that each instalment from `from` on wishes, for the methods that fix it beforehand; the last entry is whatever stays. */
export function principalsOf(terms: ScheduleTerms, balanceSen: bigint, from: number): bigint[] {
  const { instalments, rounding, method, shares } = terms;
  const first = Math.min(Math.max(terms.grace.principal, from), instalments - 1);
  const equal = roundToStep(balanceSen, BigInt(instalments - first), rounding.principal, rounding.mode);
  const left = shares
    .slice(from)
    .reduce((sum, { n, d }) => ({ n: sum.n * d + n * sum.d, d: sum.d * d }), { n: 0n, d: 1n });
  const wishes: bigint[] = [];
  let spread = balanceSen;
  for (let index = from; index < instalments; index++) {
    if (method === 'bullet' || index < first) {
      wishes.push(0n);
    } else if (method === 'shares') {
      const share = shares[index] ?? { n: 0n, d: 1n };
      const top = balanceSen * share.n * left.d;
      wishes.push(left.n === 0n ? 0n : roundToStep(top, share.d * left.n, rounding.principal, rounding.mode));
    } else if (rounding.residual === 'spread') {
      const part = roundToStep(spread, BigInt(instalments - index), rounding.principal, rounding.mode);
      wishes.push(part > spread ? spread : part);
      spread -= wishes.at(-1) ?? 0n;
    } else {
      wishes.push(equal);
    }
  }
  return wishes;
}

/**
 * Shares a total as wished; the last instalment takes what is over or missing, or, with `residual: first`, the first one that wishes
 * anything. No part is negative and none goes beyond what is left.
 */
export function distribute(
  total: bigint,
  wishes: readonly bigint[],
  { residual }: Pick<Rounding, 'residual'>,
): bigint[] {
  const order = wishes.map((_, index) => index);
  if (residual === 'first') order.reverse();
  const bearing = order.filter((index) => (wishes[index] ?? 0n) > 0n);
  const absorber = residual === 'first' ? (bearing.at(-1) ?? 0) : wishes.length - 1;
  const parts = wishes.map(() => 0n);
  let left = total;
  for (const index of order) {
    if (index === absorber) continue;
    const wish = wishes[index] ?? 0n;
    const part = wish > left ? left : wish;
    parts[index] = part;
    left -= part;
  }
  if (wishes.length > 0) parts[absorber] = left;
  return parts;
}
