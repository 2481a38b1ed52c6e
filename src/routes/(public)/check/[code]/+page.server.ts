import { checkReceipt } from '#documents';
import { formatDecimal } from '#kernel/money';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

/** The truth of a receipt, for whoever holds its code. A code that names none is answered in the same way, whatever is wrong with it. */
export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const { database, clock } = runtime().surroundings;
  setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  const receipt = await checkReceipt(database, params.code);
  const checkedAt = clock.now().toISOString();
  if (!receipt) return { code: params.code.slice(0, 80), receipt: null, checkedAt };
  const { amountSen, ...facts } = receipt;
  return { code: params.code, receipt: { ...facts, amount: formatDecimal(amountSen) }, checkedAt };
};
