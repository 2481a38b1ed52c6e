import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { bankAgeing } from '#payments';
import type { PageServerLoad } from './$types';

/** More are counted, the oldest are shown. */
const SHOWN = 200;

/** What is on one side only, by age. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'bank.read');
  const { sums, items } = await orErrorPage(bankAgeing(context, {}));
  return { sums, items: items.slice(0, SHOWN), all: items.length };
};
