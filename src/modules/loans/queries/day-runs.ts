import { z } from 'zod';
import { query } from '#kernel/query';
import { lastOver, nextDay } from '../rules/days.ts';
import { latestDayRuns, closedDays as readClosedDays } from '../store/day-runs.ts';

/** Which days were closed, and when lending began. */
export const closedDays = query({
  name: 'loans.closedDays',
  permission: 'days.close',
  input: z.strictObject({}),
  run: readClosedDays,
});

const HISTORY = 31;

/** The last runs newest first, the next day that waits to be closed (null: none), and the last that is closed. */
export const dayRuns = query({
  name: 'loans.dayRuns',
  permission: 'days.close',
  input: z.strictObject({}),
  async run(scope) {
    const [runs, days] = await Promise.all([latestDayRuns(scope, HISTORY), readClosedDays(scope)]);
    return { runs, lastDone: days.lastDone, waiting: nextDay(days, lastOver(scope.today)), today: scope.today };
  },
});
