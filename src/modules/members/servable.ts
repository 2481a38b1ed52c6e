import sql from 'sql-template-tag';
import { DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import { type MemberStatus, mayBeServed } from './rules/membership.ts';
import { notFound } from './store/members.ts';

/** What other modules need to know of a member. */
export type MemberBrief = {
  readonly id: string;
  readonly number: string | null;
  readonly fullName: string;
  readonly status: MemberStatus;
};

/** A step: members by id, as far as they exist in this cooperative. */
export async function membersById(scope: QueryScope, ids: readonly string[]): Promise<Map<string, MemberBrief>> {
  const rows = await scope.tx.rows<MemberBrief>(sql`
    select m.id, m.number, m.full_name as "fullName", m.status from members.member m
     where m.cooperative_id = ${scope.cooperativeId} and m.id = any(${[...ids]}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A step: members by their numbers, as files name them. */
export async function membersByNumber(
  scope: QueryScope,
  numbers: readonly string[],
): Promise<Map<string, MemberBrief>> {
  const rows = await scope.tx.rows<MemberBrief & { number: string }>(sql`
    select m.id, m.number, m.full_name as "fullName", m.status from members.member m
     where m.cooperative_id = ${scope.cooperativeId} and m.number is not null and m.number = any(${[...numbers]}::text[])`);
  return new Map(rows.map((row) => [row.number, row]));
}

/** A step: the member, if they may save, withdraw and borrow now. Errors: `member_not_found`, `member_not_served`. */
export async function requireServable(scope: QueryScope, memberId: string): Promise<MemberBrief> {
  const member = (await membersById(scope, [memberId])).get(memberId);
  if (!member) throw notFound();
  if (mayBeServed(member.status)) return member;
  throw new DomainError('refused', 'member_not_served', 'Hanya anggota aktif yang bisa dilayani');
}
