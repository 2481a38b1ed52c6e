import type { MemberItem } from '#members';

/** A member as a line of the finder that leads to a new application of theirs. */
export function foundBorrower(member: MemberItem): { href: string; title: string; detail: string; aside: string } {
  const detail = [member.region, member.workUnit].filter(Boolean).join(', ');
  const href = `/staff/loans/applications/new?member=${member.id}`;
  return { href, title: member.fullName, detail, aside: member.number ?? '' };
}
