import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { payrollFile } from '#loans';
import type { PageServerLoad } from './$types';

/** What became of each line of a posted payroll file. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.collect');
  return { file: await orErrorPage(payrollFile(context, { id: event.params.id })) };
};
