import sql from 'sql-template-tag';
import { z } from 'zod';
import { idField } from '#kernel/fields';
import { formatDecimal, sumSen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { shareOfArrears } from '../rules/group.ts';
import { type GroupMember, type LendingGroup, readGroupMembers, readGroups } from '../store/groups.ts';

/** The groups of the cooperative with how many members each has and what they owe. Money as decimal strings. */
export const groupList = query({
  name: 'loans.groupList',
  permission: 'loans.read',
  input: z.strictObject({}),
  async run(scope) {
    const groups = await readGroups(scope);
    const members = await readGroupMembers(
      scope,
      groups.map(({ id }) => id),
    );
    const byGroup = Map.groupBy(
      members.filter(({ leftOn }) => leftOn === null),
      ({ groupId }) => groupId,
    );
    return groups.map((group) => {
      const own = byGroup.get(group.id) ?? [];
      return {
        ...group,
        chairName: members.find(({ memberId }) => memberId === group.chairId)?.name ?? '',
        members: own.length,
        outstanding: formatDecimal(sumSen(own.map(({ outstandingSen }) => outstandingSen))),
        overdue: formatDecimal(sumSen(own.map(({ overdueSen }) => overdueSen))),
      };
    });
  },
});

/** One group with everybody who is or was in it, and what each carries of what the others left unpaid. Undefined when there is none. */
export const groupDetail = query({
  name: 'loans.groupDetail',
  permission: 'loans.read',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }) {
    const [group] = await readGroups(scope, id);
    if (!group) return undefined;
    const members = await readGroupMembers(scope, [id]);
    const carried = carriedBy(group, members);
    return {
      group,
      members: members.map(({ outstandingSen, overdueSen, ...member }) => ({
        ...member,
        outstanding: formatDecimal(outstandingSen),
        overdue: formatDecimal(overdueSen),
        carries: formatDecimal(carried.get(member.memberId) ?? 0n),
      })),
    };
  },
});

/** Step: the group a member is in on a day, undefined when they are in none. */
export function groupIdOf(scope: QueryScope, memberId: string): Promise<{ groupId: string; name: string } | undefined> {
  return scope.tx.maybe(sql`
    select gm.group_id as "groupId", g.name
      from loans.group_member gm
      join loans.lending_group g on g.cooperative_id = gm.cooperative_id and g.id = gm.group_id
     where gm.cooperative_id = ${scope.cooperativeId} and gm.member_id = ${memberId} and gm.left_on is null`);
}

/** Step: the other members of the group that a loan was lent through; none when it was lent to the borrower alone. */
export async function groupOf(
  scope: QueryScope,
  loanId: string,
): Promise<{ memberId: string; name: string; outstandingSen: bigint }[]> {
  const loan = await scope.tx.maybe<{ groupId: string | null; memberId: string }>(sql`
    select l.group_id as "groupId", l.member_id as "memberId" from loans.loan l
     where l.cooperative_id = ${scope.cooperativeId} and l.id = ${loanId}`);
  if (!loan?.groupId) return [];
  return (await readGroupMembers(scope, [loan.groupId]))
    .filter(({ leftOn, memberId }) => leftOn === null && memberId !== loan.memberId)
    .map(({ memberId, name, outstandingSen }) => ({ memberId, name, outstandingSen }));
}

function carriedBy(group: LendingGroup, members: readonly GroupMember[]): ReadonlyMap<string, bigint> {
  const now = members.filter(({ leftOn }) => leftOn === null);
  const carried = new Map<string, bigint>();
  for (const late of now) {
    const others = now.filter(({ memberId }) => memberId !== late.memberId);
    for (const [memberId, part] of shareOfArrears(late.overdueSen, others, group.shareRule)) {
      carried.set(memberId, (carried.get(memberId) ?? 0n) + part);
    }
  }
  return carried;
}
