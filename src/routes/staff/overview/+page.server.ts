import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { overview } from '#oversight';
import type { PageServerLoad } from './$types';

/** How the cooperative stands, and what needs a decision. */
export const load: PageServerLoad = async (event) =>
  orErrorPage(overview(await requireStaff(event, 'oversight.read'), {}));
