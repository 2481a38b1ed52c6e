import { redirect } from '@sveltejs/kit';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { findMembers } from '#members';
import type { PageServerLoad } from './$types';
import { foundMember } from './found.ts';

/** Finds the member to serve. One answer is taken at once: number, Enter, amount, Enter, Enter. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'till.operate');
  const query = (event.url.searchParams.get('q') ?? '').trim();
  const { items: found } =
    query === '' ? { items: [] } : await orErrorPage(findMembers(context, { q: query, limit: 20 }));
  const exact = found.filter((member) => member.number === query.toUpperCase());
  const [only] = exact.length === 1 ? exact : found;
  if (only && (found.length === 1 || exact.length === 1)) redirect(303, `/staff/till/serve/${only.id}`);
  return { query, results: query === '' ? undefined : found.map(foundMember) };
};
