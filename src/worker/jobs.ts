import { identityJobs } from '#identity';
import { importJobs } from '#imports';
import type { Job } from '#kernel/job';
import { savingsJobs } from '#savings';

/** Every job there is: the union of the modules' job lists. */
export const JOBS: readonly Job[] = [...identityJobs, ...savingsJobs, ...importJobs];
