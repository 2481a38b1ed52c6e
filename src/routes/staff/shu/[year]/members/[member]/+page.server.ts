import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { shuText } from '#lib/text/shu.ts';
import { memberLoans } from '#loans';
import { memberShu, payCash, payOffset, payToSavings, reversePayment } from '#shu';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** A member's share: how it came about, and how it is paid. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'shu.read');
  const { year, member: memberId } = event.params;
  const found = await orErrorPage(memberShu(context, { year, memberId }));
  const { permissions } = context.actor;
  const mayPay = permissions.has('shu.pay');
  const loans = mayPay && permissions.has('loans.read') ? await memberLoans(context, { memberId }) : [];
  return {
    ...found,
    key: newId(),
    mayPay,
    today: context.clock.today(context.cooperative.zone),
    loans: loans.filter(({ due }) => due !== '0.00').map(({ id, number, due }) => ({ id, number, due })),
  };
};

type Values = Record<string, string>;
type Paying = (
  context: Awaited<ReturnType<typeof requireStaff>>,
  asked: { year: string; memberId: string },
  values: Values,
  event: RequestEvent,
) => Promise<unknown>;

// Every act of this page: read the form, call the command, say what became of it, and look at the page again.
function act(said: 'paidNow' | 'reversed', run: Paying) {
  return async (event: RequestEvent) => {
    const context = await requireStaff(event, 'shu.pay');
    const values = await readForm(event.request);
    const { year, member: memberId } = event.params;
    try {
      await run(context, { year, memberId }, values, event);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(shuText, event.locals.locale)[said] });
    redirect(303, `/staff/shu/${year}/members/${memberId}`);
  };
}

export const actions: Actions = {
  savings: act('paidNow', (context, asked, values) => payToSavings(context, asked, { key: formKey(values) })),
  cash: act('paidNow', (context, asked, values) =>
    payCash(context, { ...asked, atTill: values['atTill'] === 'yes' }, { key: formKey(values) }),
  ),
  offset: act('paidNow', (context, asked, values, event) => {
    const { loanId, consentedBy } = values;
    const consentedOn = dateValue(values, 'consentedOn', event.locals.locale);
    return payOffset(context, { ...asked, loanId, consentedBy, consentedOn }, { key: formKey(values) });
  }),
  reverse: act('reversed', (context, _asked, values) => {
    const { paymentId, reason } = values;
    return reversePayment(context, { paymentId, reason }, { key: formKey(values) });
  }),
};
