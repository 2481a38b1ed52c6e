import { type BusinessDate, daysBetween } from '#kernel/dates';
import { divideRounded } from '#kernel/money';
import { dueDates, paidOutAtOnce, stepped } from './periods.ts';
import type { Frequency, Instalment, ScheduleTerms } from './types.ts';

/** A year has 12 equal months, 52 weeks or 365 days (Directive 2008/48/EC, annex I, part I, remark c). */
const UNITS_IN_YEAR: Record<Frequency['unit'], number> = { month: 12, week: 52, day: 365 };
/** Fixed point of powers (24 decimals) and of the rate searched for (18). */
const SCALE = 10n ** 24n;
const RATE_SCALE = 10n ** 18n;
/** Above a million percent a year the figure says nothing to anyone. */
const PERCENT_MAX = 1_000_000n;

type Flow = { readonly at: number; readonly amountSen: bigint };

/**
 * The yearly effective rate in percent with four decimals, such as `"21.9379"`: the i for which everything paid out equals all instalments, each
 * divided by (1 + i)^t, with t in years from the first payout. Even a flat rate or a margin can be compared by it. Undefined where there is
 * none up to a million percent. Found by bisection on whole numbers (rate to 18 decimals), then rounded half to even.
 */
export function effectiveAnnualPercent(terms: ScheduleTerms, rows: readonly Instalment[]): string | undefined {
  const { given, taken, unitsInYear } = flowsOf(terms, rows);
  const sum = (flows: readonly Flow[]) => flows.reduce((total, { amountSen }) => total + amountSen, 0n);
  if (sum(taken) <= sum(given)) return '0.0000';
  const worthMore = (rate: bigint) => worth(taken, rate) > worth(given, rate);
  if (worthMore(RATE_SCALE)) return undefined;
  let [low, high] = [0n, RATE_SCALE];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (worthMore(middle)) low = middle;
    else high = middle;
  }
  const yearly = (RATE_SCALE + high) ** BigInt(unitsInYear);
  const one = RATE_SCALE ** BigInt(unitsInYear);
  const percent = divideRounded((yearly - one) * 1_000_000n, one, 'half_even');
  if (percent > PERCENT_MAX * 10_000n) return undefined;
  const digits = percent.toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** Regular schedules count in their own units, all others (an odd first period, moved dates, several payouts) in days. */
function flowsOf(terms: ScheduleTerms, rows: readonly Instalment[]) {
  const { frequency, disbursedOn, disbursements } = terms;
  const nominal = dueDates(terms);
  const regular =
    paidOutAtOnce(terms) &&
    stepped(disbursedOn, frequency, 1, terms.dueDateRule) === terms.firstDueOn &&
    rows.every(({ dueOn }, index) => dueOn === nominal[index]);
  const time = (on: BusinessDate, index: number) =>
    regular ? (index + 1) * frequency.every : daysBetween(disbursedOn, on);
  return {
    given: disbursements.map(({ on, amountSen }) => ({ at: daysBetween(disbursedOn, on), amountSen })),
    taken: rows.map(({ dueOn, totalSen }, index) => ({ at: time(dueOn, index), amountSen: totalSen })),
    unitsInYear: regular ? UNITS_IN_YEAR[frequency.unit] : UNITS_IN_YEAR.day,
  };
}

/** What flows in order of time are worth at their beginning, at a rate for each unit of time. */
function worth(flows: readonly Flow[], rate: bigint): bigint {
  const discount = (SCALE * RATE_SCALE) / (RATE_SCALE + rate);
  const powers = new Map<number, bigint>();
  let [total, factor, at] = [0n, SCALE, 0];
  for (const flow of flows) {
    const step = flow.at - at;
    const power = powers.get(step) ?? powerOf(discount, step);
    powers.set(step, power);
    factor = (factor * power) / SCALE;
    total += flow.amountSen * factor;
    at = flow.at;
  }
  return total;
}

function powerOf(base: bigint, exponent: number): bigint {
  let [result, square] = [SCALE, base];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) / SCALE;
    square = (square * square) / SCALE;
  }
  return result;
}
