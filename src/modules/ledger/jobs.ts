import { z } from 'zod';
import { type Job, job } from '#kernel/job';
import { foldLedgerTotals } from './totals.ts';

/** The queued work of the ledger. */
export const ledgerJobs: readonly Job[] = [
  job({
    name: 'ledger.fold_totals',
    input: z.object({}),
    async run(context) {
      for (let counted = 1; counted > 0; ) counted = (await foldLedgerTotals(context, {})).result.counted;
    },
  }),
];
