import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** Board, supervisors, managers, their families, affiliated bodies (Permenkop 8/2023 Ps 44). */
export const RELATED_ROLES = ['board', 'supervisor', 'manager', 'family', 'affiliate'] as const;
export type RelatedRole = (typeof RELATED_ROLES)[number];

/** A member who is a related party of the cooperative for a time. `until`: the first day on which they no longer were. */
export type RelatedParty = {
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
  readonly number: string | null;
  readonly role: RelatedRole;
  readonly relation: string;
  readonly since: BusinessDate;
  readonly until: BusinessDate | null;
  readonly setByName: string;
};

/** Everybody who is or was a related party, those of today first. */
export function readRelatedParties(scope: QueryScope): Promise<RelatedParty[]> {
  return scope.tx.rows<RelatedParty>(sql`
    select r.id, r.member_id as "memberId", m.full_name as name, m.number, r.role, r.relation, r.since, r.until,
           r.set_by_name as "setByName"
      from loans.related_party r
      join members.member m on m.cooperative_id = r.cooperative_id and m.id = r.member_id
     where r.cooperative_id = ${scope.cooperativeId}
     order by (r.until is not null), m.full_name, r.since desc
     limit 500`);
}

/** What makes a member a related party on a day, if anything does. */
export function relatedPartyOn(
  scope: QueryScope,
  memberId: string,
  on: BusinessDate,
): Promise<Pick<RelatedParty, 'role' | 'relation'> | undefined> {
  return scope.tx.maybe(sql`
    select r.role, r.relation from loans.related_party r
     where r.cooperative_id = ${scope.cooperativeId} and r.member_id = ${memberId} and r.since <= ${on}::date
       and (r.until is null or r.until > ${on}::date)
     order by r.since desc limit 1`);
}

/** Step: notes a related party. The unique index refuses a second row while one is open. */
export async function insertRelatedParty(
  scope: Scope,
  row: Pick<RelatedParty, 'memberId' | 'role' | 'relation' | 'since'>,
): Promise<string> {
  const id = newId();
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.related_party (cooperative_id, id, member_id, role, relation, since, set_by, set_by_name, set_at)
    values (${scope.cooperativeId}, ${id}, ${row.memberId}, ${row.role}, ${row.relation}, ${row.since}, ${actor.personId}, ${actor.name},
            ${scope.now})`);
  return id;
}

/** Step: ends it from a day on. Answers the row's beginning, or undefined when no open row has this id. */
export async function endRelatedParty(scope: Scope, id: string, until: BusinessDate): Promise<boolean> {
  const changed = await scope.tx.run(sql`
    update loans.related_party set until = ${until}
     where cooperative_id = ${scope.cooperativeId} and id = ${id} and until is null and since <= ${until}::date`);
  return changed === 1;
}
