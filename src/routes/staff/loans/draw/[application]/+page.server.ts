import { redirect } from '@sveltejs/kit';
import { addMonths } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanContractActs } from '#lib/text/loan-contract-acts.ts';
import { drawContract, drawForm } from '#loans';
import type { Actions, PageServerLoad } from './$types';

/** The contract of an approved application: what the committee decided, and the dates to fill in. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.contract');
  const wanted = await orErrorPage(drawForm(context, { applicationId: event.params.application }));
  const today = context.clock.today(context.cooperative.zone);
  return { ...wanted, today, firstDueOn: addMonths(today, 1), key: newId() };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'loans.contract');
    const values = await readForm(event.request);
    const { locale } = event.locals;
    let drawn: { id: string; number: string };
    try {
      const input = {
        applicationId: event.params.application,
        disbursedOn: dateValue(values, 'disbursedOn', locale),
        firstDueOn: dateValue(values, 'firstDueOn', locale),
        standingOrder: values['standingOrder'] === 'on',
        ...(values['savingsAccountId'] ? { savingsAccountId: values['savingsAccountId'] } : {}),
      };
      drawn = (await drawContract(context, input, { key: formKey(values) })).result;
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanContractActs, locale).drawnDone(drawn.number) });
    redirect(303, `/staff/loans/${drawn.id}`);
  },
};
