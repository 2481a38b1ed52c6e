import { error } from '@sveltejs/kit';
import { closeDay, closeMonth, monthClosing, reopenDay, reopenMonth } from '#books';
import { tryDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { dateText, monthText } from '#lib/formats.ts';
import { dateValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { closingText } from '#lib/text/closing.ts';
import { pick } from '#lib/text/index.ts';
import { acceptedOf, closingAct } from '../act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One month: what stands in the way of closing it, its closed days, and what was done to it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { permissions } = context.actor;
  return {
    ...(await orErrorPage(monthClosing(context, { startsOn: startsOn(event) }))),
    zone: context.cooperative.zone,
    may: { month: permissions.has('ledger.periods'), day: permissions.has('days.close') },
    key: newId(),
  };
};

function startsOn(event: Pick<RequestEvent, 'params'>): string {
  const date = tryDate(`${event.params.month}-01`);
  if (!date) error(404, { message: 'Alamat ini tidak menyebut bulan' });
  return date;
}

export const actions: Actions = {
  closeMonth: closingAct('ledger.periods', async ({ context, values, options, locale }, event: RequestEvent) => {
    const month = startsOn(event);
    await closeMonth(context, { startsOn: month, accepted: acceptedOf(values) }, options);
    return pick(closingText, locale).closedMonth(monthText(month, locale));
  }),
  reopenMonth: closingAct('ledger.periods', async ({ context, values, options, locale }, event: RequestEvent) => {
    const month = startsOn(event);
    await reopenMonth(context, { startsOn: month, reason: values['reason'] ?? '' }, options);
    return pick(closingText, locale).reopenMonth(monthText(month, locale));
  }),
  closeDay: closingAct('days.close', async ({ context, values, options, locale }) => {
    const on = dateValue(values, 'on', locale);
    await closeDay(context, { on }, options);
    return pick(closingText, locale).closedDay(dateText(on, locale));
  }),
  reopenDay: closingAct('ledger.periods', async ({ context, values, options, locale }) => {
    const on = dateValue(values, 'on', locale);
    await reopenDay(context, { on, reason: values['reason'] ?? '' }, options);
    return pick(closingText, locale).reopen;
  }),
};
