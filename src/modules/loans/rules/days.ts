import { addDays, type BusinessDate, endOfMonth } from '#kernel/dates';

/** What is known of the days that were closed. */
export type ClosedDays = {
  /** The last day that is done, and one that was begun and stands still. */
  readonly lastDone: BusinessDate | null;
  readonly running: BusinessDate | null;
  /** The day lending began: its first payout or take-over. */
  readonly firstEventOn: BusinessDate | null;
};

/**
 * The next day to close so that all through `through` are closed in order, or null when nothing is left. A day that was begun comes first;
 * where no day was ever closed it begins with the day lending began, or with `through` itself.
 */
export function nextDay({ lastDone, running, firstEventOn }: ClosedDays, through: BusinessDate): BusinessDate | null {
  if (running) return running;
  const next = lastDone ? addDays(lastDone, 1) : (firstEventOn ?? through);
  return next <= through ? next : null;
}

/** The last day that is over when it is `today`: what the night's run goes through. */
export function lastOver(today: BusinessDate): BusinessDate {
  return addDays(today, -1);
}

/** Whether a day is the last of its month: interest of every loan is accrued and the allowance is set. */
export function isMonthEnd(day: BusinessDate): boolean {
  return day === endOfMonth(day);
}
