import { deferrals, runDeferrals } from '#books';
import { newId } from '#kernel/ids';
import { count, rupiah } from '#lib/formats.ts';
import { formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { deferralText } from '#lib/text/deferrals.ts';
import { pick } from '#lib/text/index.ts';
import { bookAct, monthOf, monthValue } from '../assets/act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Every amount that is spread over months, and what a month still waits for. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const month = monthOf(event.url.searchParams.get('month'));
  return {
    ...(await orErrorPage(deferrals(context, month ? { month } : {}))),
    key: newId(),
    mayWrite: context.actor.permissions.has('books.assets'),
  };
};

export const actions: Actions = {
  default: bookAct<RequestEvent>('books.assets', async (context, values, { locals: { locale } }) => {
    const { result } = await runDeferrals(context, { month: monthValue(values, 'month') }, { key: formKey(values) });
    const text = pick(deferralText, locale).ran(count(result.schedules, locale), rupiah(result.amount));
    return { to: `/staff/deferrals?month=${values['month']}`, text };
  }),
};
