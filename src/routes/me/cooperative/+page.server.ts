import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { moneyForMembers } from '#oversight';
import type { PageServerLoad } from './$types';

/** Where the cooperative's money is and what it is spent on, for its members. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  return { ...(await orErrorPage(moneyForMembers(context, {}))), cooperative: context.cooperative.name };
};
