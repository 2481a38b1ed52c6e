import { journal } from '#ledger';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';
import { dateOf } from './range.ts';

/** The journal: all of it, or the days and words the address asks for. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const { url } = event;
  const today = context.clock.today(context.cooperative.zone);
  const [from, to] = [dateOf(url, 'from', today), dateOf(url, 'to', today)];
  const asked = {
    from: url.searchParams.get('from') ? from.date : undefined,
    to: url.searchParams.get('to') ? to.date : undefined,
  };
  const q = url.searchParams.get('q')?.trim().slice(0, 80) || undefined;
  const cursor = /^\d{1,18}$/.test(url.searchParams.get('cursor') ?? '') ? url.searchParams.get('cursor') : undefined;
  const input = Object.fromEntries(Object.entries({ ...asked, q, cursor }).filter(([, value]) => value));
  const page = await orErrorPage(journal(context, input));
  return {
    ...page,
    filters: { q: q ?? '', from: asked.from ?? '', to: asked.to ?? '' },
    unread: from.unread || to.unread,
    mayPost: context.actor.permissions.has('ledger.post'),
  };
};
