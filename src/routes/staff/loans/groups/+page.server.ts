import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { groupList } from '#loans';
import type { PageServerLoad } from './$types';

/** Groups that answer for each other. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  return {
    groups: await orErrorPage(groupList(context, {})),
    mayWrite: context.actor.permissions.has('loans.review'),
  };
};
