import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { shuShares } from '#shu';
import type { PageServerLoad } from './$types';

/** The shares of a year, 50 a page, by number or name. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'shu.read');
  const { searchParams } = event.url;
  const search = searchParams.get('search') ?? '';
  const unpaid = searchParams.get('unpaid') === 'yes';
  const input = { year: event.params.year, search, unpaid, after: searchParams.get('cursor') ?? '0' };
  const { items, next } = await orErrorPage(shuShares(context, input));
  return { year: event.params.year, search, unpaid, items, next: next === null ? null : String(next) };
};
