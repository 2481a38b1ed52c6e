import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { loanProductList } from '#loans';
import type { PageServerLoad } from './$types';

/** What is offered, with its true cost and what it has lent. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  return {
    products: await orErrorPage(loanProductList(context, {})),
    mayChange: context.actor.permissions.has('loans.products'),
  };
};
