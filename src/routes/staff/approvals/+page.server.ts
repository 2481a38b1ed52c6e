import { approvalList } from '#identity';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

/** What waits for a second person, and what was decided lately. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'approvals.decide');
  const { items } = await orErrorPage(approvalList(context, { pending: false }));
  return { zone: context.cooperative.zone, items };
};
