import { closingOverview } from '#books';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

/** Every book year with its months, the month that is closed next, and what was done lately. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { zone } = context.cooperative;
  return { ...(await closingOverview(context, {})), zone };
};
