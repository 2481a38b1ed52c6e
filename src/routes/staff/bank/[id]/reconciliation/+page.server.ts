import { redirect } from '@sveltejs/kit';
import { addMonths, startOfMonth, tryDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { bankText } from '#lib/text/bank.ts';
import { pick } from '#lib/text/index.ts';
import { bankReconciliation, closeBankMonth, reopenBankMonth } from '#payments';
import type { Actions, PageServerLoad } from './$types';

/** The reconciliation of a month, the last one that is over unless `?month=2026-10` names another. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'bank.read');
  const today = context.clock.today(context.cooperative.zone);
  const asked = tryDate(`${event.url.searchParams.get('month') ?? ''}-01`);
  const month = asked ?? addMonths(startOfMonth(today), -1);
  const paper = await orErrorPage(bankReconciliation(context, { accountId: event.params.id, month }));
  return {
    key: newId(),
    paper,
    month: month.slice(0, 7),
    over: paper.endsBefore <= today,
    mayReconcile: context.actor.permissions.has('bank.reconcile'),
    zone: context.cooperative.zone,
  };
};

export const actions: Actions = {
  close: async (event) => {
    const context = await requireStaff(event, 'bank.reconcile');
    const values = await readForm(event.request);
    try {
      const bankBalance = values['bankBalance'] ? moneyValue(values, 'bankBalance', event.locals.locale) : undefined;
      const input = { accountId: event.params.id, month: `${values['month']}-01`, ...(bankBalance && { bankBalance }) };
      await closeBankMonth(context, input, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(bankText, event.locals.locale).closedDone });
    redirect(303, `/staff/bank/${event.params.id}/reconciliation?month=${values['month']}`);
  },
  reopen: async (event) => {
    const context = await requireStaff(event, 'bank.reconcile');
    const values = await readForm(event.request);
    try {
      await reopenBankMonth(context, { id: values['id'], reason: values['reason'] }, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, `/staff/bank/${event.params.id}/reconciliation?month=${values['month']}`);
  },
};
