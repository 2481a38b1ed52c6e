import { assert } from '#kernel/errors';

/** Where a chart's values lie. Values stay bigint; only places on the drawing are numbers. */
export type Scale = {
  readonly low: bigint;
  readonly high: bigint;
  readonly ticks: readonly bigint[];
  /** The share of the height below a value, 0 at `low` to 1 at `high`. */
  readonly at: (value: bigint) => number;
};

/** A scale with at most five round ticks that covers every value and nought. */
export function scaleFor(values: readonly bigint[]): Scale {
  const high = values.reduce((most, value) => (value > most ? value : most), 0n);
  const low = values.reduce((least, value) => (value < least ? value : least), 0n);
  const step = roundStep((high - low || 1n) / 4n || 1n);
  const first = floorTo(low, step);
  const top = -floorTo(-high, step);
  const last = top > first ? top : first + step;
  const ticks: bigint[] = [];
  for (let tick = first; tick <= last; tick += step) ticks.push(tick);
  assert(ticks.length <= 8, 'a chart has few ticks');
  const span = last - first;
  return { low: first, high: last, ticks, at: (value) => Number(((value - first) * 100_000n) / span) / 100_000 };
}

/** The next of 1, 2, 5, 10, 20, 50 … that is not below the wish. */
function roundStep(wish: bigint): bigint {
  const power = 10n ** BigInt(wish.toString().length - 1);
  const found = [1n, 2n, 5n].find((digit) => digit * power >= wish);
  return (found ?? 10n) * power;
}

function floorTo(value: bigint, step: bigint): bigint {
  const rest = ((value % step) + step) % step;
  return value - rest;
}

/** Every how many labels one is written, so that about `room` of them fit. */
export function labelEvery(labels: number, room = 7): number {
  return Math.max(1, Math.ceil(labels / room));
}
