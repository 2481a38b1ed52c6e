import { type BusinessDate, daysBetween } from '#kernel/dates';
import { add, least, multiply, type Ratio, whole, ZERO } from '#kernel/ratio';
import { earlier, type Period } from './periods.ts';

export const BALANCE_METHODS = ['daily', 'average', 'minimum'] as const;
/** The balance that earns: each day's closing balance, the average of them, or the lowest the period saw. */
export type BalanceMethod = (typeof BALANCE_METHODS)[number];

/** Money in (positive) or out (negative) on a day; those of one day in the order they happened. */
export type Movement = { readonly on: BusinessDate; readonly amount: bigint };

/**
 * A day on which the balance moved. `balance` is what stood when the day closed; `low` the lowest it was after any movement of that
 * day, so that money taken out in the morning and brought back in the afternoon does not count as having stayed.
 */
export type BalanceDay = { readonly from: BusinessDate; readonly balance: bigint; readonly low: bigint };

/** The days on which a balance changed, in order, the first being the period's first day. */
export function balanceDays(from: BusinessDate, opening: bigint, movements: readonly Movement[]): BalanceDay[] {
  const days: BalanceDay[] = [{ from, balance: opening, low: opening }];
  let balance = opening;
  let movedOn: BusinessDate | undefined;
  for (const movement of [...movements].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    balance += movement.amount;
    const last = days.at(-1);
    const low = movement.on === movedOn && last && last.low < balance ? last.low : balance;
    if (last?.from === movement.on) days.pop();
    days.push({ from: movement.on, balance, low });
    movedOn = movement.on;
  }
  return days;
}

/** A stretch of days with one balance inside a period. */
export type Piece = Period & { readonly balance: bigint; readonly low: bigint };

/** The stretches of equal balance in a period. Deposits count from their own day, withdrawals no longer do on theirs. */
export function piecesOf(days: readonly BalanceDay[], period: Period): Piece[] {
  const pieces: Piece[] = [];
  for (let index = lastAtOrBefore(days, period.from); index < days.length; index += 1) {
    const day = days[index];
    if (!day || day.from >= period.to) break;
    const to = earlier(days[index + 1]?.from ?? period.to, period.to);
    const began = day.from >= period.from;
    pieces.push({ from: began ? day.from : period.from, to, balance: day.balance, low: began ? day.low : day.balance });
  }
  return pieces;
}

function lastAtOrBefore(days: readonly BalanceDay[], date: BusinessDate): number {
  let low = 0;
  let high = days.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const day = days[middle];
    if (day && day.from <= date) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The average of the closing balances of a period's days, each raised by `extra` (interest that already earns). */
export function averageBalance(pieces: readonly Piece[], extra: Ratio): Ratio {
  const days = pieces.reduce((sum, piece) => sum + daysBetween(piece.from, piece.to), 0);
  const total = pieces.reduce((sum, piece) => sum + piece.balance * BigInt(daysBetween(piece.from, piece.to)), 0n);
  return days === 0 ? ZERO : add(multiply(whole(total), { n: 1n, d: BigInt(days) }), extra);
}

/** The lowest balance of a period, moments inside a day included, raised by `extra`. */
export function minimumBalance(pieces: readonly Piece[], extra: Ratio): Ratio {
  const lows = pieces.map((piece) => whole(piece.low));
  return add(lows.reduce(least, lows[0] ?? ZERO), extra);
}
