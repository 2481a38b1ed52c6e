import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import { sealText } from '../personal.ts';
import type { MemberStatus } from '../rules/membership.ts';

export type EventKind =
  | 'registered'
  | 'imported'
  | 'accepted'
  | 'rejected'
  | 'activated'
  | 'suspended'
  | 'resumed'
  | 'exit_requested'
  | 'exit_withdrawn'
  | 'settled'
  | 'exited'
  | 'rejoined'
  | 'details_changed'
  | 'heirs_changed'
  | 'photo_changed';

/** Something that happened to a member. `before` holds what stood in the changed fields; it is sealed. */
export type NewEvent = {
  readonly memberId: string;
  readonly cycle: number;
  readonly kind: EventKind;
  readonly from: MemberStatus | null;
  readonly to: MemberStatus;
  readonly on: BusinessDate;
  readonly note?: string | null;
  readonly before?: Readonly<Record<string, unknown>>;
};

/** Writes events with who did them and when, any number in one statement. They are never changed afterwards. */
export async function insertEvents(scope: Scope, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const { actor } = scope.context;
  const rows = events.map(({ before, ...event }) => {
    const id = newId();
    const place = { cooperativeId: scope.cooperativeId, rowId: id, column: BEFORE };
    return {
      ...event,
      id,
      note: event.note ?? null,
      changedFields: Object.keys(before ?? {}),
      beforeCipher: before ? sealText(place, JSON.stringify(before)) : null,
    };
  });
  await scope.tx.run(sql`
    insert into members.member_event (cooperative_id, id, member_id, cycle, kind, from_status, to_status, happened_on, note,
                                      changed_fields, before_cipher, actor_id, actor_name, command_id, recorded_at)
    select ${scope.cooperativeId}::uuid, r.id, r."memberId", r.cycle, r.kind, r."from", r."to", r."on", r.note,
           r."changedFields", r."beforeCipher", ${actor.personId}::uuid, ${actor.name}, ${scope.commandId}::uuid,
           ${scope.now}::timestamptz
      from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, "memberId" uuid, cycle smallint, kind text,
           "from" text, "to" text, "on" date, note text, "changedFields" text[], "beforeCipher" text)`);
}

/** The column name under which earlier values are sealed. */
export const BEFORE = 'members.member_event.before';
