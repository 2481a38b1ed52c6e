import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { loanList, loanOfficers, loanProductList, loanTasks } from '#loans';
import type { PageServerLoad } from './$types';
import { listParams, officerOf } from './filters.ts';

/** What an officer has to do today, and the loans of one question. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const { searchParams } = event.url;
  const officerId = officerOf(searchParams, context);
  const [tasks, list, officers, products] = await Promise.all([
    orErrorPage(loanTasks(context, officerId ? { officerId } : {})),
    orErrorPage(loanList(context, listParams(searchParams, context))),
    loanOfficers(context, {}),
    loanProductList(context, {}),
  ]);
  return {
    tasks,
    ...list,
    officers,
    products: products.map(({ id, name }) => ({ id, name })),
    me: context.actor.personId,
    filter: Object.fromEntries(searchParams),
  };
};
