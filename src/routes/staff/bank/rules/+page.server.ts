import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, gatherErrors, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { bankText } from '#lib/text/bank.ts';
import { pick } from '#lib/text/index.ts';
import { addBankRule, bankAccounts, bankChart, bankRules, endBankRule } from '#payments';
import type { Actions, PageServerLoad } from './$types';

/** The rules in force, and a form for a new one. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'bank.read');
  const [rules, accounts, chart] = await Promise.all([
    orErrorPage(bankRules(context, {})),
    orErrorPage(bankAccounts(context, {})),
    orErrorPage(bankChart(context, {})),
  ]);
  return {
    key: newId(),
    rules,
    accounts: accounts.filter(({ status }) => status === 'active').map(({ id, label }) => ({ value: id, label })),
    chart: chart.counter.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
    mayReconcile: context.actor.permissions.has('bank.reconcile'),
  };
};

export const actions: Actions = {
  add: async (event) => {
    const context = await requireStaff(event, 'bank.reconcile');
    const values = await readForm(event.request);
    const t = pick(bankText, event.locals.locale);
    try {
      const amounts: { amountFrom?: string; amountTo?: string } = {};
      gatherErrors([
        () => {
          if (values['amountFrom']) amounts.amountFrom = moneyValue(values, 'amountFrom', event.locals.locale);
        },
        () => {
          if (values['amountTo']) amounts.amountTo = moneyValue(values, 'amountTo', event.locals.locale);
        },
      ]);
      const { name, contains, direction, chartCode, description, accountId } = values;
      const input = {
        name,
        direction,
        chartCode,
        description,
        automatic: values['automatic'] === 'yes',
        ...(contains && { contains }),
        ...(accountId && { accountId }),
        ...amounts,
      };
      await addBankRule(context, input, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: t.ruleAdded });
    redirect(303, '/staff/bank/rules');
  },
  end: async (event) => {
    const context = await requireStaff(event, 'bank.reconcile');
    const values = await readForm(event.request);
    try {
      await endBankRule(context, { id: values['id'] }, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(bankText, event.locals.locale).ruleEnded });
    redirect(303, '/staff/bank/rules');
  },
};
