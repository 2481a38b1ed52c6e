import sql from 'sql-template-tag';
import type { Scope } from '#kernel/scope';

/** Logs one look at one field of one member. */
export async function insertUnmaskOfOne(
  scope: Scope,
  look: { ticket: string; memberId: string; field: string; reason: string },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into members.unmask_log (cooperative_id, id, member_id, field, reason, actor_id, actor_name, command_id, unmasked_at)
    values (${scope.cooperativeId}, ${look.ticket}, ${look.memberId}, ${look.field}, ${look.reason}, ${actor.personId},
            ${actor.name}, ${scope.commandId}, ${scope.now})`);
}

/** Logs a look at the whole register: one row for each member, under one ticket. Answers how many. */
export function insertUnmaskOfAll(scope: Scope, look: { ticket: string; reason: string }): Promise<number> {
  const { actor } = scope.context;
  return scope.tx.run(sql`
    insert into members.unmask_log (cooperative_id, id, member_id, field, reason, actor_id, actor_name, command_id, unmasked_at)
    select m.cooperative_id, ${look.ticket}::uuid, m.id, 'register', ${look.reason}, ${actor.personId}::uuid,
           ${actor.name}, ${scope.commandId}::uuid, ${scope.now}::timestamptz
      from members.member m where m.cooperative_id = ${scope.cooperativeId}`);
}
