import type { Job } from '#kernel/job';

/** Every job there is: the union of the modules' job lists. */
export const JOBS: readonly Job[] = [];
