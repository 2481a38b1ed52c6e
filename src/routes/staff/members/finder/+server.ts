import { json } from '@sveltejs/kit';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { membersText } from '#lib/text/members.ts';
import { findMembers, STATUSES } from '#members';
import type { RequestHandler } from './$types';

/**
 * What `MemberFinder` asks while somebody types: `?q=`, perhaps `&status=active`, and `&to=` the address that an answer
 * opens, with `:id` for the member ("/staff/savings/members/:id"). Only addresses under /staff are used.
 */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'members.read');
  const asked = event.url.searchParams;
  const status = STATUSES.find((one) => one === asked.get('status'));
  const q = (asked.get('q') ?? '').slice(0, 100);
  const { items } = await orErrorPage(findMembers(context, { q, ...(status && { status }) }));
  const wanted = asked.get('to') ?? '';
  const to =
    /^\/staff\/[a-z0-9/:?=&_-]{1,100}$/i.test(wanted) && wanted.includes(':id') ? wanted : '/staff/members/:id';
  const t = pick(membersText, event.locals.locale);
  return json({
    items: items.map((item) => ({
      href: to.replace(':id', item.id),
      title: item.fullName,
      detail: [item.number, item.region, item.workUnit].filter(Boolean).join(' · '),
      ...(item.status !== 'active' && { aside: t.statuses[item.status] }),
    })),
  });
};
