import { json } from '@sveltejs/kit';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { findMembers } from '#members';
import { foundBorrower } from '../found.ts';
import type { RequestHandler } from './$types';

/** What the finder shows while a name is typed. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'loans.apply');
  const query = (event.url.searchParams.get('q') ?? '').trim();
  if (query === '') return json({ items: [] });
  const { items } = await orErrorPage(findMembers(context, { q: query, limit: 8 }));
  return json({ items: items.map(foundBorrower) });
};
