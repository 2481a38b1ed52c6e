import type { MemberItem } from '#members';

/** A member as a line of the finder that leads to their savings. */
export function foundSaver(member: MemberItem): { href: string; title: string; detail: string; aside: string } {
  const detail = [member.region, member.workUnit].filter(Boolean).join(', ');
  return { href: `/staff/savings/members/${member.id}`, title: member.fullName, detail, aside: member.number ?? '' };
}
