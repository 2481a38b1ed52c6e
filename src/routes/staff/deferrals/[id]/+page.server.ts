import { deferralDetail, endDeferral } from '#books';
import { newId } from '#kernel/ids';
import { dateValue, formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { deferralText } from '#lib/text/deferrals.ts';
import { pick } from '#lib/text/index.ts';
import { bookAct, filled } from '../../assets/act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One amount with its months. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { restLines, ...deferral } = await orErrorPage(deferralDetail(context, { id: event.params.id }));
  return {
    deferral,
    restLines: restLines.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
    key: newId(),
    today: context.clock.today(context.cooperative.zone),
    mayEnd: context.actor.permissions.has('books.assets') && deferral.nextMonth !== null,
  };
};

export const actions: Actions = {
  default: bookAct<RequestEvent>('books.assets', async (context, values, { params: { id }, locals: { locale } }) => {
    const endedOn = dateValue(values, 'endedOn', locale);
    const input = { id, endedOn, reason: '', ...filled(values, ['reason', 'restTo']) };
    await endDeferral(context, input, { key: formKey(values) });
    return { to: `/staff/deferrals/${id}`, text: pick(deferralText, locale).ended };
  }),
};
