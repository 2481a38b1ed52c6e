import type { MemberItem } from '#members';

/** A member as a line of the finder. */
export function foundMember(member: MemberItem): { href: string; title: string; detail: string; aside: string } {
  const detail = [member.region, member.workUnit].filter(Boolean).join(', ');
  return { href: `/staff/till/serve/${member.id}`, title: member.fullName, detail, aside: member.number ?? '' };
}
