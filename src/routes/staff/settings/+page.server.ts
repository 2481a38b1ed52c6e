import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { actor } = await requireStaff(event, 'cooperative.read');
  return { maySeeProducts: actor.permissions.has('savings.read') };
};
