import { z } from 'zod';
import { idField } from '#kernel/fields';
import { type Job, job } from '#kernel/job';
import { finishBatch } from './commands/batch.ts';

/** The queued work of the surplus. */
export const shuJobs: readonly Job[] = [
  job({
    name: 'shu.batch',
    input: z.object({ batchId: idField }),
    run: (context, { batchId }) => finishBatch(context, batchId),
  }),
];
