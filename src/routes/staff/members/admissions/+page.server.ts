import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { memberList } from '#members';
import type { PageServerLoad } from './$types';

/** Those who wait for the board, a page at a time. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'members.read');
  const cursor = event.url.searchParams.get('cursor');
  const input = { status: 'applied', sort: '-newest', ...(cursor && { cursor }) };
  const page = await orErrorPage(memberList(context, input));
  return { ...page, mayDecide: context.actor.permissions.has('members.admit') };
};
