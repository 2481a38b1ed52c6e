import { organisation } from '#cooperatives';
import { lineHistory } from '#ledger';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { dimensionsOf, monthStart, rangeOf } from '../range.ts';
import type { PageServerLoad } from './$types';

/** The general ledger of one chart line over the days asked for; this month when none are. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const { url } = event;
  const today = context.clock.today(context.cooperative.zone);
  const { from, to, unread } = rangeOf(url, today, monthStart(today));
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const input = { code: url.searchParams.get('code') ?? '', from, to, ...dimensionsOf(url) };
  const [history, places] = await Promise.all([
    orErrorPage(lineHistory(context, { ...input, ...(cursor && { cursor }) })),
    context.actor.permissions.has('cooperative.read') ? organisation(context, {}) : { branches: [], units: [] },
  ]);
  return {
    history,
    unread,
    from,
    to,
    branch: input.branchId ?? '',
    unit: input.unitId ?? '',
    places,
    mayEdit: context.actor.permissions.has('ledger.chart'),
  };
};
