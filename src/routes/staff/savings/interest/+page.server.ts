import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { continueInterestRun, interestRuns, productList, startInterestRun } from '#savings';
import type { Actions, PageServerLoad } from './$types';
import { payableMonths } from './months.ts';

/** Interest runs and their progress. A page with a run that is going on looks again by itself. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.interest');
  const [runs, products] = await Promise.all([interestRuns(context, {}), productList(context, {})]);
  const earning = products.filter(({ kind, interestChartCode }) => kind !== 'term' && interestChartCode !== null);
  const months = payableMonths(context.clock.today(context.cooperative.zone));
  if (runs.some(({ status }) => status === 'running')) event.setHeaders({ refresh: '3' });
  return { key: newId(), runs, products: earning.map(({ id, name }) => ({ id, name })), months };
};

export const actions: Actions = {
  start: async (event) => {
    const context = await requireStaff(event, 'savings.interest');
    const values = await readForm(event.request);
    try {
      const { productId, until } = values;
      await startInterestRun(context, { productId, until }, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, '/staff/savings/interest');
  },
  /** One batch more, for an office whose background worker is not running. */
  continue: async (event) => {
    const context = await requireStaff(event, 'savings.interest');
    const values = await readForm(event.request);
    try {
      await continueInterestRun(context, { runId: values['runId'] });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, '/staff/savings/interest');
  },
};
