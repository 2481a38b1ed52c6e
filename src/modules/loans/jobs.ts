import { z } from 'zod';
import { dateField } from '#kernel/fields';
import { type Job, job } from '#kernel/job';
import { END_OF_DAY } from './commands/ask-end-of-day.ts';
import { closeDays } from './commands/end-of-day.ts';

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
