import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';

/** Step: one command at a time acts on a row, so that it is corrected, ended or signed in one order. */
export async function lockEntry(scope: Scope, entryId: string): Promise<void> {
  await scope.tx.run(sql`select pg_advisory_xact_lock(hashtextextended('governance.register' || ${entryId}::text, 0))`);
}

/** Step: notes a signature by the actor, in the session they act in. False when they signed this row before. */
export async function insertSignature(
  scope: Scope,
  signature: { entryId: string; sessionId: string; rowHash: string },
): Promise<boolean> {
  const { actor } = scope.context;
  const added = await scope.tx.run(sql`
    insert into governance.register_signature (cooperative_id, entry_id, person_id, person_name, session_id, row_hash, signed_at)
    values (${scope.cooperativeId}, ${signature.entryId}, ${actor.personId}, ${actor.name}, ${signature.sessionId},
            decode(${signature.rowHash}, 'hex'), ${scope.now})
    on conflict do nothing`);
  return added === 1;
}

/** Step: notes an answer to a row. */
export async function insertAnswer(scope: Scope, row: { entryId: string; answer: string }): Promise<string> {
  const id = newId();
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into governance.register_answer (cooperative_id, id, entry_id, answer, answered_at, answered_by, answered_by_name)
    values (${scope.cooperativeId}, ${id}, ${row.entryId}, ${row.answer}, ${scope.now}, ${actor.personId}, ${actor.name})`);
  return id;
}

/** Step: notes the end of what a row began. */
export async function insertEnd(
  scope: Scope,
  row: { entryId: string; endedOn: BusinessDate; reason: string },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into governance.register_end (cooperative_id, entry_id, ended_on, reason, ended_at, ended_by, ended_by_name)
    values (${scope.cooperativeId}, ${row.entryId}, ${row.endedOn}, ${row.reason}, ${scope.now}, ${actor.personId}, ${actor.name})`);
}
