import { addDays, addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';

/** When an entry comes back. `endsOn` is its last possible day; from `stoppedFrom` on nothing falls due. */
export type Schedule = {
  readonly every: 'week' | 'month' | 'quarter';
  /** The wished day of the month, 1 to 31; of no use to a weekly one. */
  readonly dayOfMonth: number;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate | null;
  readonly stoppedFrom: BusinessDate | null;
};

/** More dates than this are not asked for at once: twenty years of weeks. */
const DATES_MAX = 1_040;

/**
 * The days before `before` on which an entry falls due. Weekly: every seven days from the first; monthly and quarterly: on the wished
 * day, or the last day of a month that is too short for it. Pure.
 */
export function dueDates(schedule: Schedule, before: BusinessDate): BusinessDate[] {
  const end = [before, schedule.stoppedFrom, schedule.endsOn && addDays(schedule.endsOn, 1)].reduce<BusinessDate>(
    (first, day) => (day && day < first ? day : first),
    before,
  );
  const dates: BusinessDate[] = [];
  for (let turn = 0; dates.length < DATES_MAX; turn += 1) {
    const date = dateOfTurn(schedule, turn);
    if (date >= end) break;
    if (date >= schedule.startsOn) dates.push(date);
  }
  return dates;
}

function dateOfTurn({ every, startsOn, dayOfMonth }: Schedule, turn: number): BusinessDate {
  if (every === 'week') return addDays(startsOn, 7 * turn);
  return addMonths(startOfMonth(startsOn), turn * (every === 'quarter' ? 3 : 1), dayOfMonth);
}

/** The first day of the month after an accrual's: when it turns round. */
export function turnDay(happenedOn: BusinessDate): BusinessDate {
  return addMonths(startOfMonth(happenedOn), 1);
}
