import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { FINDING_RULES } from './findings/finding.ts';

/**
 * Notes what a supervisor made of an exception: explained, or to be followed up. Notes are only added; the latest stands beside the exception.
 * Errors: `input_invalid`.
 */
export const reviewFinding = command({
  name: 'oversight.reviewFinding',
  permission: 'audit.pack',
  input: z.strictObject({
    rule: z.enum(FINDING_RULES),
    key: textField(200),
    verdict: z.enum(['explained', 'follow_up']),
    note: textField(500).refine((note) => note.length >= 5, {
      message: 'Tulis penjelasannya, paling sedikit 5 huruf',
      params: { reason: 'note_too_short' },
    }),
  }),
  async run(scope, { rule, key, verdict, note }) {
    const id = newId();
    const { actor } = scope.context;
    await scope.tx.run(sql`
      insert into oversight.review (cooperative_id, id, rule, finding_key, verdict, note, person_id, person_name, written_at)
      values (${scope.cooperativeId}, ${id}, ${rule}, ${key}, ${verdict}, ${note}, ${actor.personId}, ${actor.name}, ${scope.now})`);
    return { id };
  },
});
