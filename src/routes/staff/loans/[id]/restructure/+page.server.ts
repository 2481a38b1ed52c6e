import { redirect } from '@sveltejs/kit';
import type { CommandOptions } from '#kernel/command';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { dateValue, type FormValues, formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { Locale } from '#lib/text/index.ts';
import { changeRate, loanDetail, moveDueDate, reportProfit, restructureLoan, topUpLoan } from '#loans';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What may be changed of a running agreement. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.manage');
  const { loan, instalments, today } = await orErrorPage(loanDetail(context, { loanId: event.params.id }));
  const open = instalments.filter(({ state }) => state !== 'paid');
  return { loan, open, today, key: newId() };
};

type Act = (context: Context, input: unknown, options: CommandOptions) => Promise<unknown>;

/** Reads one form, sends it, and comes back to the contract; a change that waits for a second person is said on this page. */
function change(act: Act, read: (values: FormValues, locale: Locale) => Record<string, unknown>) {
  return async (event: RequestEvent) => {
    const context = await requireStaff(event, 'loans.manage');
    const values = await readForm(event.request);
    try {
      const input = { loanId: event.params.id, reason: values['reason'] ?? '', ...read(values, event.locals.locale) };
      await act(context, input, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/staff/loans/${event.params.id}`);
  };
}

const percentText = (values: FormValues) => (values['ratePercent'] ?? '').replace(',', '.').replace('%', '').trim();

export const actions: Actions = {
  terms: change(restructureLoan, (values, locale) => {
    const grace = { principal: values['gracePrincipal'] || '0', interestPayment: values['graceInterest'] || '0' };
    const hasGrace = Object.values(grace).some((count) => count !== '0');
    return {
      arrears: values['arrears'] ?? 'keep',
      ...(values['instalments'] ? { instalments: values['instalments'] } : {}),
      ...(percentText(values) ? { ratePercent: percentText(values) } : {}),
      ...(values['firstDueOn'] ? { firstDueOn: dateValue(values, 'firstDueOn', locale) } : {}),
      ...(hasGrace ? { grace } : {}),
    };
  }),
  rate: change(changeRate, (values, locale) => ({
    ratePercent: percentText(values),
    from: dateValue(values, 'from', locale),
  })),
  move: change(moveDueDate, (values, locale) => ({
    no: values['no'],
    dueOn: dateValue(values, 'dueOn', locale),
    following: values['following'] === 'on',
  })),
  topUp: change(topUpLoan, (values, locale) => ({ amount: moneyValue(values, 'amount', locale) })),
  profit: change(reportProfit, (values, locale) => ({
    no: values['no'],
    profit: moneyValue(values, 'profit', locale),
  })),
};
