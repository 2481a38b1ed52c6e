import { assert } from '#kernel/errors';
import { type Period, periodsOf } from './periods.ts';
import { type Parts, planOf } from './plan.ts';
import type { Instalment, Schedule, ScheduleTerms } from './types.ts';

/** The schedule of a loan as agreed. */
export function makeSchedule(terms: ScheduleTerms): Schedule {
  const periods = periodsOf(terms);
  return summed(terms, periods, planOf(terms, periods));
}

function summed(terms: ScheduleTerms, periods: readonly Period[], plan: readonly Parts[]): Schedule {
  let balance = terms.principalSen;
  const totals = { principalSen: 0n, interestSen: 0n, totalSen: 0n };
  const rows = periods.map(({ no, dueOn }, index): Instalment => {
    const { principalSen, interestSen } = plan[index] ?? { principalSen: 0n, interestSen: 0n };
    balance -= principalSen;
    totals.principalSen += principalSen;
    totals.interestSen += interestSen;
    assert(principalSen >= 0n && interestSen >= 0n && balance >= 0n, 'no cell of a schedule is negative');
    return { no, dueOn, principalSen, interestSen, totalSen: principalSen + interestSen, balanceAfterSen: balance };
  });
  assert(balance === 0n, 'principal sums to the loan');
  return { rows, totals: { ...totals, totalSen: totals.principalSen + totals.interestSen } };
}
