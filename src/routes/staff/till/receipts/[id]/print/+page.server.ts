import { loadReceipt } from '../../receipt.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  ...(await loadReceipt(event)),
  paper: event.url.searchParams.get('paper') === '58' ? ('58' as const) : ('a6' as const),
});
