import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { type FormValues, formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { Locale } from '#lib/text/index.ts';
import { disbursementForm, previewPayout } from '#loans';
import { disburseAnywhere } from '#payments';
import type { Actions, PageServerLoad } from './$types';

/** What can be paid out of a contract, to where, and what of it reaches the member. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.disburse');
  return { ...(await orErrorPage(disbursementForm(context, { loanId: event.params.id }))), key: newId() };
};

function asked(loanId: string, values: FormValues, locale: Locale) {
  const filled = (name: string) => (values[name] ? { [name]: values[name] } : {});
  const { channel } = values;
  return {
    loanId,
    channel,
    amount: moneyValue(values, 'amount', locale),
    ...(channel === 'savings' ? filled('savingsAccountId') : {}),
    ...(channel === 'transfer' ? { ...filled('bankCode'), ...filled('transferTo') } : {}),
    ...filled('note'),
  };
}

export const actions: Actions = {
  /** Shows what the member would receive; writes nothing. */
  check: async (event) => {
    const context = await requireStaff(event, 'loans.disburse');
    const values = await readForm(event.request);
    try {
      const input = asked(event.params.id, values, event.locals.locale);
      return { values, check: await previewPayout(context, input) };
    } catch (refusal) {
      return formFailure(refusal, values);
    }
  },
  /** Pays out and opens the receipt. */
  pay: async (event) => {
    const context = await requireStaff(event, 'loans.disburse');
    const values = await readForm(event.request);
    let receiptId: string;
    try {
      const input = asked(event.params.id, values, event.locals.locale);
      receiptId = (await disburseAnywhere(context, input, { key: formKey(values) })).result.id;
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/staff/till/receipts/${receiptId}`);
  },
};
