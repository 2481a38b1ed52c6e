import { assetCategories, assetRegister } from '#books';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

/** The register of fixed assets. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { searchParams } = event.url;
  const find = (searchParams.get('find') ?? '').trim().slice(0, 60);
  const status = searchParams.get('status') === 'disposed' ? ('disposed' as const) : ('in_use' as const);
  const category = (searchParams.get('category') ?? '').slice(0, 30);
  const filter = { status, ...(find && { find }), ...(category && { categoryCode: category }) };
  const [register, { categories }] = await Promise.all([
    orErrorPage(assetRegister(context, filter)),
    orErrorPage(assetCategories(context, {})),
  ]);
  return {
    ...register,
    find,
    status,
    category,
    categories: categories.map(({ code, name }) => ({ value: code, label: name })),
    mayWrite: context.actor.permissions.has('books.assets'),
  };
};
