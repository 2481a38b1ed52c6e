import { requireMember } from '#lib/server/session.ts';
import { ownShu } from '#shu';
import type { PageServerLoad } from './$types';

/** A member's own shares of the surplus, the youngest year first. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  return { letters: await ownShu(context, {}) };
};
