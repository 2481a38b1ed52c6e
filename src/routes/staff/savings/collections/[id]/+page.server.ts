import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { collectionDetail } from '#savings';
import type { PageServerLoad } from './$types';

/** What became of each line of a file. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.read');
  return { collection: await orErrorPage(collectionDetail(context, { id: event.params.id })) };
};
