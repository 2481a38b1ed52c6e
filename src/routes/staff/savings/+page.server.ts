import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { findMembers } from '#members';
import { productList } from '#savings';
import type { PageServerLoad } from './$types';
import { foundSaver } from './found.ts';

/** The desk of savings: find a member, and what each product holds. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.read');
  const query = (event.url.searchParams.get('q') ?? '').trim();
  const found = query === '' ? [] : (await orErrorPage(findMembers(context, { q: query, limit: 20 }))).items;
  const may = (permission: 'savings.products' | 'savings.collect' | 'savings.interest') =>
    context.actor.permissions.has(permission);
  return {
    query,
    results: found.map(foundSaver),
    products: await productList(context, {}),
    may: { products: may('savings.products'), collect: may('savings.collect'), interest: may('savings.interest') },
  };
};
