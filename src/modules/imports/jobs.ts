import { z } from 'zod';
import { idField } from '#kernel/fields';
import { type Job, job } from '#kernel/job';
import { runImport } from './agreement.ts';

/** The queued work of imports: a large file is written in the background, part by part; a stopped one goes on where it was. */
export const importJobs: readonly Job[] = [
  job({
    name: 'imports.run',
    input: z.object({ id: idField }),
    run: async (context, { id }) => {
      await runImport(context, id);
    },
  }),
];
