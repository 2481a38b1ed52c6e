import { z } from 'zod';
import { type Job, job } from '#kernel/job';
import { runDueJournals } from './run-due.ts';

/** The daily work of the journal: what falls due is posted; twice a day changes nothing. */
export const JOURNAL_DUE = 'books.journal_due';

/** The queued work of the journal. */
export const journalJobs: readonly Job[] = [
  job({
    name: JOURNAL_DUE,
    input: z.object({}),
    run: async (context) => {
      await runDueJournals(context, {});
    },
  }),
];
