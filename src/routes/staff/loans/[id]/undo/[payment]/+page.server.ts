import { error, redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { myLoansText } from '#lib/text/my-loans.ts';
import { repaymentDesk, reverseRepayment } from '#loans';
import type { Actions, PageServerLoad } from './$types';

/** Undoing one payment of a loan. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.reverse');
  const { card, payments } = await orErrorPage(repaymentDesk(context, { loanId: event.params.id }));
  const payment = payments.find(({ id }) => id === event.params.payment);
  if (!payment) error(404);
  return { key: newId(), card, payment };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'loans.reverse');
    const values = await readForm(event.request);
    try {
      const input = { eventId: event.params.payment, reason: values['reason'] ?? '' };
      await reverseRepayment(context, input, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(myLoansText, event.locals.locale).desk.reversedDone });
    redirect(303, `/staff/loans/${event.params.id}`);
  },
};
