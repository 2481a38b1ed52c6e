import { error } from '@sveltejs/kit';
import { closeYear, reopenYear, yearClosing } from '#books';
import { organisation } from '#cooperatives';
import { newId } from '#kernel/ids';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { closingText } from '#lib/text/closing.ts';
import { pick } from '#lib/text/index.ts';
import { acceptedOf, closingAct } from '../../act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One book year: how far its closing is, and the entries that closing it posts. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const [closing, { branches, units }] = await Promise.all([
    orErrorPage(yearClosing(context, { year: yearOf(event) })),
    organisation(context, {}),
  ]);
  return {
    ...closing,
    places: Object.fromEntries([...branches, ...units].map(({ id, name }) => [id, name])),
    zone: context.cooperative.zone,
    may: context.actor.permissions.has('books.close_year'),
    key: newId(),
  };
};

function yearOf(event: Pick<RequestEvent, 'params'>): number {
  if (!/^(19|2[01])\d\d$/.test(event.params.year)) error(404, { message: 'Alamat ini tidak menyebut tahun' });
  return Number(event.params.year);
}

export const actions: Actions = {
  close: closingAct('books.close_year', async ({ context, values, options, locale }, event: RequestEvent) => {
    const year = yearOf(event);
    await closeYear(context, { year, accepted: acceptedOf(values) }, options);
    return pick(closingText, locale).closedYear(year);
  }),
  reopen: closingAct('books.close_year', async ({ context, values, options, locale }, event: RequestEvent) => {
    const year = yearOf(event);
    await reopenYear(context, { year, reason: values['reason'] ?? '' }, options);
    return pick(closingText, locale).reopenYear(year);
  }),
};
