import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { memberCounts, memberList, STATUSES } from '#members';
import type { PageServerLoad } from './$types';

const SORTS = ['name', '-name', 'number', '-number', 'newest'];

/** The register: the page, search, status and order that the address asks for; what it cannot mean is left out. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'members.read');
  const asked = event.url.searchParams;
  const q = asked.get('q')?.trim().slice(0, 100) ?? '';
  const status = STATUSES.find((one) => one === asked.get('status'));
  const sort = SORTS.find((one) => one === asked.get('sort'));
  const cursor = asked.get('cursor') ?? undefined;
  const input = Object.fromEntries(Object.entries({ q, status, sort, cursor }).filter(([, value]) => value));
  const [page, counts] = await Promise.all([
    orErrorPage(memberList(context, input)),
    orErrorPage(memberCounts(context, {})),
  ]);
  return { ...page, counts, q, status: status ?? null, mayWrite: context.actor.permissions.has('members.write') };
};
