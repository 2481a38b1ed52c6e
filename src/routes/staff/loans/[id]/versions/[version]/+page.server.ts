import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { loanVersion } from '#loans';
import type { PageServerLoad } from './$types';

/** One version of a loan's schedule, as it was agreed and as it stood when the next replaced it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const { id, version } = event.params;
  return { id, made: await orErrorPage(loanVersion(context, { loanId: id, version })) };
};
