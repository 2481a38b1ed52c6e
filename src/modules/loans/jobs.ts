import { z } from 'zod';
import { dateField } from '#kernel/fields';
import { type Job, job } from '#kernel/job';
import { closeDays } from './commands/end-of-day.ts';

/** The name of the job that closes days: every night, and when somebody asks for it. */
export const END_OF_DAY = 'loans.end_of_day';

/** The queued work of loans. */
export const loanJobs: readonly Job[] = [
  job({
    name: END_OF_DAY,
    input: z.object({ through: dateField.optional() }),
    run: async (context, { through }) => {
      await closeDays(context, through === undefined ? {} : { through });
    },
  }),
];
