import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { askEndOfDay, dayRuns } from '#loans';
import type { Actions, PageServerLoad } from './$types';

/** Closed days, what the last closing did, and what stands still. While one goes on the page looks again by itself. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'days.close');
  const { runs, lastDone, waiting, today } = await dayRuns(context, {});
  const running = runs.find(({ status, stoppedReason }) => status === 'running' && stoppedReason === null);
  const asked = event.url.searchParams.has('asked') && waiting !== null;
  if (running || asked) event.setHeaders({ refresh: '3' });
  return { key: newId(), runs, lastDone, waiting, today, asked, zone: context.cooperative.zone };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'days.close');
    const values = await readForm(event.request);
    try {
      const date = values['through'] === 'today' ? context.clock.today(context.cooperative.zone) : undefined;
      await askEndOfDay(context, date === undefined ? {} : { date }, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, '/staff/end-of-day?asked');
  },
};
