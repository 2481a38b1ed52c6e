import { redirect } from '@sveltejs/kit';
import { fieldError } from '#kernel/errors';
import { type FormValues, formFailure, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { memberAtCounter } from '#payments';
import { cashDue, likelyAct, readAct } from '../../counter.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'till.operate');
  const { member, savings, loans } = await orErrorPage(memberAtCounter(context, { memberId: event.params.member }));
  const asked = event.url.searchParams;
  const likely = likelyAct({ savings, loans });
  const values: FormValues = { act: asked.get('act') ?? likely.act, amount: asked.get('amount') ?? likely.amount };
  return { member, savings, loans: loans.map((loan) => ({ ...loan, cash: cashDue(loan) })), values };
};

export const actions: Actions = {
  // Nothing is written here: what was typed is read, and shown once more on the page that asks.
  default: async (event) => {
    const context = await requireStaff(event, 'till.operate');
    const values = await readForm(event.request);
    let amount: string;
    try {
      const served = await memberAtCounter(context, { memberId: event.params.member });
      const act = readAct(served, values['act']);
      if (!act) throw fieldError('act', 'act_unknown', 'Pilih simpanan atau pinjaman yang dilayani');
      const due = act.kind === 'pay' && values['amount'] === '' ? cashDue(act.loan) : '0.00';
      amount = due === '0.00' ? moneyValue(values, 'amount', event.locals.locale) : due;
      if (amount === '0.00') throw fieldError('amount', 'amount_not_positive', 'Jumlah harus lebih dari nol');
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    const search = new URLSearchParams({ act: values['act'] ?? '', amount });
    redirect(303, `/staff/till/serve/${event.params.member}/confirm?${search}`);
  },
};
