import { chartOfAccounts } from '#ledger';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const chart = await orErrorPage(chartOfAccounts(context, {}));
  const q = event.url.searchParams.get('q')?.trim().toLowerCase() ?? '';
  const lines = q ? chart.filter((line) => `${line.code} ${line.name}`.toLowerCase().includes(q)) : chart;
  return { lines, q, mayEdit: context.actor.permissions.has('ledger.chart') };
};
