import { requireStaff } from '#lib/server/session.ts';
import { shuYears } from '#shu';
import type { PageServerLoad } from './$types';

/** Book years and how far the surplus of each is. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'shu.read');
  return { years: await shuYears(context, {}) };
};
