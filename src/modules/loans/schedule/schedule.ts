import { assert } from '#kernel/errors';
import { followEvents } from './follow.ts';
import { paidOutAtOnce, periodsOf } from './periods.ts';
import { planOf } from './plan.ts';
import type { Instalment, Schedule, ScheduleEvent, ScheduleTerms, ScheduleTotals } from './types.ts';

/**
 * The schedule of a loan: as agreed, or as it is after the given events. The same terms and events always give the same rows; principal sums to
 * the loan, no cell is negative and nothing is owed after the last. Errors: those of `followEvents`.
 */
export function makeSchedule(terms: ScheduleTerms, events: readonly ScheduleEvent[] = []): Schedule {
  const rows = events.length === 0 && paidOutAtOnce(terms) ? agreedRows(terms) : followEvents(terms, events);
  return { rows, totals: totalsOf(terms, rows) };
}

function agreedRows(terms: ScheduleTerms): Instalment[] {
  const periods = periodsOf(terms);
  const plan = planOf(terms, periods);
  let balance = terms.principalSen;
  return periods.map(({ no, dueOn }, index): Instalment => {
    const { principalSen, interestSen } = plan[index] ?? { principalSen: 0n, interestSen: 0n };
    balance -= principalSen;
    return { no, dueOn, principalSen, interestSen, totalSen: principalSen + interestSen, balanceAfterSen: balance };
  });
}

function totalsOf(terms: ScheduleTerms, rows: readonly Instalment[]): ScheduleTotals {
  let [principalSen, interestSen] = [0n, 0n];
  for (const row of rows) {
    principalSen += row.principalSen;
    interestSen += row.interestSen;
    const sound = row.principalSen >= 0n && row.interestSen >= 0n && row.balanceAfterSen >= 0n;
    assert(sound, 'no cell of a schedule is negative');
  }
  assert(principalSen === terms.principalSen && rows.at(-1)?.balanceAfterSen === 0n, 'principal sums to the loan');
  return { principalSen, interestSen, totalSen: principalSen + interestSen };
}
