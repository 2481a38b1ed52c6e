import { z } from 'zod';
import { command } from '#kernel/command';
import { dateField } from '#kernel/fields';
import { lastOver, nextDay } from '../rules/days.ts';
import { closedDays } from '../store/day-runs.ts';
import { refuseFuture } from './end-of-day.ts';

/** The name of the job that closes days: every night, and when somebody asks for it. */
export const END_OF_DAY = 'loans.end_of_day';

/**
 * Asks for the closing of every day through `date` (left out: yesterday; today when the office closes): a job does it. Answers the next day
 * that waits, or null when nothing does. Error: `day_not_over`.
 */
export const askEndOfDay = command({
  name: 'loans.askEndOfDay',
  permission: 'days.close',
  input: z.strictObject({ date: dateField.optional() }),
  async run(scope, { date }) {
    const through = date ?? lastOver(scope.today);
    refuseFuture(through, scope.today);
    const waiting = nextDay(await closedDays(scope), through);
    if (waiting) await scope.enqueue(END_OF_DAY, { through }, `${END_OF_DAY}:${scope.cooperativeId}:${through}`);
    return { through, waiting };
  },
});
