import { error } from '@sveltejs/kit';
import { findCooperative } from '#cooperatives';
import { newId } from '#kernel/ids';
import { atFormFields, readPersonForm, refuseFaults } from '#lib/members/person-form.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { runtime } from '#lib/server/runtime.ts';
import { applyForMembership, checkPersonForm, visitorContext } from '#members';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { partInput, STEPS, stepOf } from './steps.ts';

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { cooperative } = await visitorHere(event);
  return { key: newId(), cooperative: cooperative.name };
};

/**
 * A few questions at a time, nothing kept on the server between them: what was answered comes along in hidden fields.
 * The last step sends the application.
 */
export const actions: Actions = {
  default: async (event) => {
    const context = await visitorHere(event);
    const typed = await readForm(event.request);
    const step = stepOf(typed);
    if (typed['_back']) return { step: Math.max(1, step - 1), values: typed, errors: {}, message: undefined };
    const form = await readPersonForm(typed, event.locals.locale);
    const { values, village } = form;
    try {
      const { part, fields } = STEPS[step - 1] ?? STEPS[0];
      const today = context.clock.today(context.cooperative.zone);
      refuseFaults(form, await checkPersonForm(part, partInput(part, form.input), today), fields);
      if (step < STEPS.length) return { step: step + 1, values, village, errors: {}, message: undefined };
      const input = { ...form.input, consent: values['consent'] === 'yes', source: event.getClientAddress() };
      const { result } = await applyForMembership(context, input, { key: formKey(values) });
      return { reference: result.reference };
    } catch (refusal) {
      const failure = formFailure(atFormFields(refusal, event.locals.locale), values);
      return { step, village, ...failure.data };
    }
  },
};

async function visitorHere(event: RequestEvent) {
  const { database, clock } = runtime().surroundings;
  const cooperative = await findCooperative(database, event.params.cooperative);
  if (!cooperative) error(404);
  return visitorContext({ cooperative, database, clock });
}
