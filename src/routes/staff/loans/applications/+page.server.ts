import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { applicationList } from '#loans';
import type { PageServerLoad } from './$types';

/** Applications that were sent, the longest waiting first; by stage and age. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const asked = Object.fromEntries(
    ['stage', 'olderThanDays', 'cursor'].flatMap((name) => {
      const value = event.url.searchParams.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const page = await orErrorPage(applicationList(context, asked));
  return { ...page, asked, mayEnter: context.actor.permissions.has('loans.apply') };
};
