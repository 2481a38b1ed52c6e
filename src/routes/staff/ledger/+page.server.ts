import { organisation } from '#cooperatives';
import { journal } from '#ledger';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';
import { askedOf } from './search.ts';

/** The journal: all of it, or what the address asks for. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const { url } = event;
  const { input, ...asked } = askedOf(url, context.clock.today(context.cooperative.zone));
  const cursor = url.searchParams.get('cursor') ?? '';
  const [found, places] = await Promise.all([
    orErrorPage(journal(context, { ...input, ...(/^\d{1,18}$/.test(cursor) && { cursor }) })),
    context.actor.permissions.has('cooperative.read') ? organisation(context, {}) : { branches: [], units: [] },
  ]);
  return { ...found, ...asked, places, mayPost: context.actor.permissions.has('ledger.post') };
};
