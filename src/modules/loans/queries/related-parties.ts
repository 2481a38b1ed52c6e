import { z } from 'zod';
import { query } from '#kernel/query';
import { readRelatedParties } from '../store/related-parties.ts';

/** Everybody who is or was a related party of the cooperative, those of today first. */
export const relatedParties = query({
  name: 'loans.relatedParties',
  permission: 'loans.read',
  input: z.strictObject({}),
  run: (scope) => readRelatedParties(scope),
});
