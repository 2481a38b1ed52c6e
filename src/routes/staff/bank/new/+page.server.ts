import { redirect } from '@sveltejs/kit';
import { organisation } from '#cooperatives';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { bankText } from '#lib/text/bank.ts';
import { pick } from '#lib/text/index.ts';
import { addBankAccount, bankChart } from '#payments';
import type { Actions, PageServerLoad } from './$types';

/** A new bank account and the chart lines that are still free for one. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'bank.reconcile');
  const { banks } = await orErrorPage(bankChart(context, {}));
  const { branches } = await orErrorPage(organisation(context, {}));
  return { key: newId(), banks, branches: branches.filter(({ status }) => status === 'active') };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'bank.reconcile');
    const values = await readForm(event.request);
    let id: string;
    try {
      const { bank, number, name, chartCode, branchId } = values;
      const startsOn = dateValue(values, 'startsOn', event.locals.locale);
      const input = { bank, number, name, chartCode, startsOn, ...(branchId && { branchId }) };
      ({ id } = (await addBankAccount(context, input, { key: formKey(values) })).result);
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(bankText, event.locals.locale).added });
    redirect(303, `/staff/bank/${id}/upload`);
  },
};
