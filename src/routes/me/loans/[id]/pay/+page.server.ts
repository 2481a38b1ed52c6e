import { redirect } from '@sveltejs/kit';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { myLoansText } from '#lib/text/my-loans.ts';
import { ownLoan, repayOwn } from '#loans';
import type { Actions, PageServerLoad } from './$types';

/** Paying out of an own saving in two steps: how much, then once more before the money moves. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  const { card, savings, savingsAccountId, payNow } = await orErrorPage(ownLoan(context, { loanId: event.params.id }));
  const asked = event.url.searchParams;
  const amount = asked.get('amount') ?? '';
  const chosen = savings.find(({ id }) => id === asked.get('saving'));
  const ready = chosen && /^\d{1,14}\.\d{2}$/.test(amount) ? { amount, saving: chosen } : null;
  const usual = savings.find(({ id }) => id === savingsAccountId) ?? savings[0];
  return {
    key: newId(),
    card,
    savings,
    ready,
    values: { amount: amount || payNow, saving: (chosen ?? usual)?.id ?? '' },
  };
};

export const actions: Actions = {
  check: async (event) => {
    await requireMember(event);
    const values = await readForm(event.request);
    let amount: string;
    try {
      amount = moneyValue(values, 'amount', event.locals.locale);
      if (amount === '0.00') throw fieldError('amount', 'amount_not_positive', 'Jumlah harus lebih dari nol');
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `?${new URLSearchParams({ amount, saving: values['saving'] ?? '' })}`);
  },
  pay: async (event) => {
    const context = await requireMember(event);
    const values = await readForm(event.request);
    let receiptId: string;
    try {
      const { amount, saving } = values;
      const input = { loanId: event.params.id, amount, savingsAccountId: saving };
      ({ receiptId } = (await repayOwn(context, input, { key: formKey(values) })).result);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(myLoansText, event.locals.locale).paid });
    redirect(303, `/me/receipts/${receiptId}`);
  },
};
