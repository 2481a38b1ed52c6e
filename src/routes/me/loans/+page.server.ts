import { requireMember } from '#lib/server/session.ts';
import { ownLoans } from '#loans';
import type { PageServerLoad } from './$types';

/** A member's loans: what is to be paid, and how far each is. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  return { loans: await ownLoans(context, {}) };
};
