import { redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, type FormValues, formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { myLoansText } from '#lib/text/my-loans.ts';
import { repay, repaymentDesk, waivePenalty } from '#loans';
import { ownTill, tillRepayLoan } from '#payments';
import { offeredChannels, sourceFrom } from '../paying.ts';
import type { Actions, PageServerLoad } from './$types';

/** Taking a payment of a loan at the desk; `?channel=collector` for who comes from the round. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.collect');
  const [desk, till] = await Promise.all([
    orErrorPage(repaymentDesk(context, { loanId: event.params.id })),
    ownTill(context, {}),
  ]);
  const channels = offeredChannels({ till: till !== null, savings: desk.savings.length, banks: desk.banks.length });
  const today = context.clock.today(context.cooperative.zone);
  const last = context.actor.permissions.has('loans.reverse')
    ? desk.payments.find(({ reversed }) => !reversed)
    : undefined;
  const channel = channels.find((one) => one === event.url.searchParams.get('channel')) ?? channels[0];
  return { key: newId(), waiveKey: newId(), desk, channels, channel, today, last: last ?? null };
};

export const actions: Actions = {
  pay: async (event) => {
    const context = await requireStaff(event, 'loans.collect');
    const values = await readForm(event.request);
    let receiptId: string;
    try {
      const amount = moneyValue(values, 'amount', event.locals.locale);
      const happenedOn = dateValue(values, 'happenedOn', event.locals.locale);
      ({ receiptId } = (await take(context, event.params.id, { amount, happenedOn, values })).result);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/staff/till/receipts/${receiptId}`);
  },
  waive: async (event) => {
    const context = await requireStaff(event, 'loans.collect');
    const values = await readForm(event.request);
    try {
      const amount = moneyValue(values, 'waiver', event.locals.locale);
      const input = { loanId: event.params.id, amount, reason: values['reason'] ?? '' };
      await waivePenalty(context, input, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(myLoansText, event.locals.locale).desk.held });
    redirect(303, `/staff/loans/${event.params.id}`);
  },
};

type Taken = { amount: string; happenedOn: string; values: FormValues };

function take(
  context: Context,
  loanId: string,
  { amount, happenedOn, values }: Taken,
): Promise<{ result: { receiptId: string } }> {
  const key = { key: formKey(values) };
  const source = sourceFrom(values);
  if (source.channel === 'till') return tillRepayLoan(context, { loanId, amount, note: source.note ?? '' }, key);
  return repay(context, { loanId, amount, happenedOn, ...source }, key);
}
