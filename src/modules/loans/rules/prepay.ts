import { assert } from '#kernel/errors';
import { allocate, parseDecimal, roundToStep } from '#kernel/money';
import type { ProductTerms } from '../terms.ts';
import { roundInterest } from './daily.ts';

type Calculation = ProductTerms['calculation'];

/** What is planned of one instalment, in sen. */
export type Planned = { readonly principalSen: bigint; readonly interestSen: bigint };

/**
 * The rest of a plan after part of its principal was paid beforehand, by the product's prepayment choice: `reduce_instalment` makes every
 * instalment smaller in the same proportion, `reduce_term` keeps the instalment and drops the last ones, `next_due` takes it off the next
 * ones. Interest of a flat loan follows its instalments; of every other method it is what was planned in proportion to the lower balance.
 * Principal sums to the old sum less `prepaidSen`; no cell is negative; rows at the end that hold nothing are dropped.
 */
export function planAfterPrepayment(rest: readonly Planned[], prepaidSen: bigint, calculation: Calculation): Planned[] {
  const before = sumOf(rest);
  const after = before - prepaidSen;
  assert(prepaidSen >= 0n && after >= 0n, 'a prepayment is at most the principal that is not yet due');
  if (prepaidSen === 0n) return [...rest];
  if (after === 0n) return [];
  if (calculation.prepayment === 'reduce_instalment') return smaller(rest, { before, after }, calculation);
  const plan =
    calculation.prepayment === 'next_due' ? nextLess(rest, prepaidSen) : lastLess(rest, prepaidSen, calculation);
  return withoutEmptyEnd(
    plan.map(({ principalSen, from }, index) => ({
      principalSen,
      interestSen: interestOf(calculation, plan, index, rest[from] ?? { principalSen: 0n, interestSen: 0n }),
    })),
  );

  function interestOf(of: Calculation, plan: readonly Slot[], index: number, row: Planned): bigint {
    if (of.method === 'flat') return flatInterest(of, plan[index], row);
    const [was, is] = [balanceBefore(rest, index), after - sumOf(plan.slice(0, index))];
    return was === 0n ? 0n : roundInterest(of, { n: row.interestSen * is, d: was });
  }
}

type Slot = { readonly principalSen: bigint; readonly from: number };

function smaller(
  rest: readonly Planned[],
  { before, after }: { before: bigint; after: bigint },
  calculation: Calculation,
): Planned[] {
  const interests = rest.map(({ interestSen }) => roundInterest(calculation, { n: interestSen * after, d: before }));
  const step = calculation.rounding?.instalment;
  if (step === undefined) {
    const unit = parseDecimal(calculation.rounding?.principal ?? '0.01');
    const principals = allocate(
      after,
      rest.map(({ principalSen }) => principalSen),
      unit > 0n ? unit : 1n,
    );
    return rest.map((_, index) => ({ principalSen: principals[index] ?? 0n, interestSen: interests[index] ?? 0n }));
  }
  const mode = calculation.rounding?.mode ?? 'half_even';
  let left = after;
  return rest.map((row, index) => {
    const interestSen = interests[index] ?? 0n;
    const total = roundToStep((row.principalSen + row.interestSen) * after, before, parseDecimal(step), mode);
    const wished = row.principalSen === 0n ? 0n : total - interestSen;
    const bounded = wished < 0n ? 0n : wished > left ? left : wished;
    const principalSen = index === rest.length - 1 ? left : bounded;
    left -= principalSen;
    return { principalSen, interestSen };
  });
}

function nextLess(rest: readonly Planned[], prepaidSen: bigint): Slot[] {
  let off = prepaidSen;
  return rest.map(({ principalSen }, from) => {
    const less = off < principalSen ? off : principalSen;
    off -= less;
    return { principalSen: principalSen - less, from };
  });
}

// The instalment stays what it was: with equal instalments the interest that is saved pays principal, else the last rows fall away.
function lastLess(rest: readonly Planned[], prepaidSen: bigint, calculation: Calculation): Slot[] {
  let left = sumOf(rest) - prepaidSen;
  const slots: Slot[] = [];
  for (const [from, row] of rest.entries()) {
    if (left === 0n) break;
    const was = balanceBefore(rest, from);
    const saved =
      calculation.method === 'annuity' && was > 0n
        ? row.interestSen - roundInterest(calculation, { n: row.interestSen * left, d: was })
        : 0n;
    const wished = row.principalSen + (row.principalSen > 0n ? saved : 0n);
    const principalSen = wished < left ? wished : left;
    slots.push({ principalSen, from });
    left -= principalSen;
  }
  return slots;
}

function flatInterest(calculation: Calculation, slot: Slot | undefined, row: Planned): bigint {
  if (!slot || calculation.prepayment === 'next_due' || row.principalSen === 0n) return row.interestSen;
  return roundInterest(calculation, { n: row.interestSen * slot.principalSen, d: row.principalSen });
}

function balanceBefore(rest: readonly Planned[], index: number): bigint {
  return sumOf(rest.slice(index));
}

function sumOf(rows: readonly { readonly principalSen: bigint }[]): bigint {
  return rows.reduce((sum, { principalSen }) => sum + principalSen, 0n);
}

function withoutEmptyEnd(rows: readonly Planned[]): Planned[] {
  const last = rows.findLastIndex(({ principalSen, interestSen }) => principalSen > 0n || interestSen > 0n);
  return rows.slice(0, last + 1);
}
