import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { mandatoryArrears } from '#savings';
import type { PageServerLoad } from './$types';

/** Who is behind with wajib, in order of name. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.read');
  const cursor = event.url.searchParams.get('cursor');
  return orErrorPage(mandatoryArrears(context, cursor ? { cursor } : {}));
};
