import { type BusinessDate, daysBetween } from '#kernel/dates';
import type { Side } from './pairing.ts';
import { shared, wordsOf } from './words.ts';

/** Several movements of one side that together are one of the other side. */
export type Combination = {
  readonly whole: Side;
  readonly parts: readonly Side[];
  readonly reasons: readonly string[];
};

const DAYS_MAX = 3;
const POOL_MAX = 14;
const PARTS_MAX = 6;

/**
 * Parts that add up to `whole` exactly: two to six of the nearest open movements of the other side, of the same direction and at
 * most three days away. The fewest parts win; then those that share words with the whole. Undefined when nothing adds up.
 */
export function combine(whole: Side, others: readonly Side[]): Combination | undefined {
  const words = wordsOf(whole.text);
  const pool = others
    .filter((side) => !side.matched && side.amountSen > 0n === whole.amountSen > 0n && near(side.on, whole.on))
    .filter((side) => magnitude(side.amountSen) < magnitude(whole.amountSen))
    .map((side) => ({ side, likeness: shared(words, wordsOf(side.text)).length }))
    .sort((a, b) => b.likeness - a.likeness || distance(a.side.on, whole.on) - distance(b.side.on, whole.on))
    .slice(0, POOL_MAX)
    .map(({ side }) => side);
  for (let count = 2; count <= Math.min(PARTS_MAX, pool.length); count += 1) {
    const parts = choose(pool, count, whole.amountSen, 0);
    if (parts) return { whole, parts, reasons: [`${count} baris berjumlah sama`, 'tanggal berdekatan'] };
  }
  return undefined;
}

function choose(pool: readonly Side[], count: number, targetSen: bigint, from: number): Side[] | undefined {
  for (let at = from; at <= pool.length - count; at += 1) {
    const side = pool[at];
    if (!side) return undefined;
    const rest = targetSen - side.amountSen;
    if (count === 1) {
      if (rest === 0n) return [side];
      continue;
    }
    // Signs are all alike, so what is left may not turn its sign.
    if (rest === 0n || rest > 0n !== targetSen > 0n) continue;
    const others = choose(pool, count - 1, rest, at + 1);
    if (others) return [side, ...others];
  }
  return undefined;
}

function near(a: BusinessDate, b: BusinessDate): boolean {
  return distance(a, b) <= DAYS_MAX;
}

function distance(a: BusinessDate, b: BusinessDate): number {
  return Math.abs(daysBetween(a, b));
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
