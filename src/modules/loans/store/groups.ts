import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { ShareRule } from '../rules/group.ts';

/** A joint-liability group as it stands. */
export type LendingGroup = {
  readonly id: string;
  readonly name: string;
  readonly chairId: string;
  readonly shareRule: ShareRule;
  readonly formedOn: BusinessDate;
  readonly dissolvedOn: BusinessDate | null;
  readonly agreement: string;
};

/** A member of a group with what they owe through it, in sen. */
export type GroupMember = {
  readonly groupId: string;
  readonly memberId: string;
  readonly name: string;
  readonly number: string | null;
  readonly joinedOn: BusinessDate;
  readonly leftOn: BusinessDate | null;
  readonly outstandingSen: bigint;
  readonly overdueSen: bigint;
};

/** The groups of the cooperative, by name; one by id when that is given. */
export function readGroups(scope: QueryScope, id?: string): Promise<LendingGroup[]> {
  return scope.tx.rows<LendingGroup>(sql`
    select g.id, g.name, g.chair_id as "chairId", g.share_rule as "shareRule", g.formed_on as "formedOn",
           g.dissolved_on as "dissolvedOn", g.agreement
      from loans.lending_group g
     where g.cooperative_id = ${scope.cooperativeId} and (${id ?? null}::uuid is null or g.id = ${id ?? null}::uuid)
     order by (g.dissolved_on is not null), lower(g.name)
     limit 500`);
}

/** Everybody who is or was in these groups, with what each owes through the group now. */
export function readGroupMembers(scope: QueryScope, groupIds: readonly string[]): Promise<GroupMember[]> {
  return scope.tx.rows<GroupMember>(sql`
    select gm.group_id as "groupId", gm.member_id as "memberId", m.full_name as name, m.number, gm.joined_on as "joinedOn",
           gm.left_on as "leftOn", coalesce(o.outstanding, 0)::bigint as "outstandingSen", coalesce(o.overdue, 0)::bigint as "overdueSen"
      from loans.group_member gm
      join members.member m on m.cooperative_id = gm.cooperative_id and m.id = gm.member_id
      left join lateral (
        select sum(a.balance_sen) as outstanding, sum(l.overdue_principal_sen + l.overdue_interest_sen) as overdue
          from loans.loan l
          join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
         where l.cooperative_id = gm.cooperative_id and l.member_id = gm.member_id and l.group_id = gm.group_id
           and l.status = 'active') o on true
     where gm.cooperative_id = ${scope.cooperativeId} and gm.group_id = any(${[...groupIds]}::uuid[])
     order by (gm.left_on is not null), m.full_name, gm.joined_on`);
}

/** Step: a group, its row locked; undefined when there is none. */
export async function lockGroup(scope: Scope, id: string): Promise<LendingGroup | undefined> {
  await scope.tx.maybe(sql`
    select g.id from loans.lending_group g where g.cooperative_id = ${scope.cooperativeId} and g.id = ${id} for update`);
  return (await readGroups(scope, id))[0];
}

/** Step: writes a group without members. */
export async function insertGroup(
  scope: Scope,
  group: Pick<LendingGroup, 'name' | 'chairId' | 'shareRule' | 'formedOn' | 'agreement'>,
): Promise<string> {
  const id = newId();
  await scope.tx.run(sql`
    insert into loans.lending_group (cooperative_id, id, name, chair_id, share_rule, formed_on, agreement, created_at)
    values (${scope.cooperativeId}, ${id}, ${group.name}, ${group.chairId}, ${group.shareRule}, ${group.formedOn}, ${group.agreement},
            ${scope.now})`);
  return id;
}

/** Step: lets members into a group. The unique index refuses who is in another. */
export async function insertGroupMembers(
  scope: Scope,
  groupId: string,
  memberIds: readonly string[],
  joinedOn: BusinessDate,
): Promise<void> {
  await scope.tx.run(sql`
    insert into loans.group_member (cooperative_id, group_id, member_id, joined_on)
    select ${scope.cooperativeId}, ${groupId}, m.id, ${joinedOn}::date from unnest(${[...memberIds]}::uuid[]) as m(id)
    on conflict (cooperative_id, group_id, member_id, joined_on) do update set left_on = null`);
}

/** Step: ends membership in a group from today on; without `memberId`, of everybody. */
export async function endGroupMembership(scope: Scope, groupId: string, memberId?: string): Promise<void> {
  await scope.tx.run(sql`
    update loans.group_member set left_on = ${scope.today}
     where cooperative_id = ${scope.cooperativeId} and group_id = ${groupId} and left_on is null
       and (${memberId ?? null}::uuid is null or member_id = ${memberId ?? null}::uuid)`);
}

/** Step: who leads the group now, or that it is no more. */
export async function updateGroup(
  scope: Scope,
  id: string,
  change: { readonly chairId?: string; readonly dissolvedOn?: BusinessDate },
): Promise<void> {
  await scope.tx.run(sql`
    update loans.lending_group
       set chair_id = coalesce(${change.chairId ?? null}::uuid, chair_id),
           dissolved_on = coalesce(${change.dissolvedOn ?? null}::date, dissolved_on)
     where cooperative_id = ${scope.cooperativeId} and id = ${id}`);
}
