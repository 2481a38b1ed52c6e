import { error, redirect } from '@sveltejs/kit';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, formValues, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanApplyText } from '#lib/text/loan-apply.ts';
import { APPLY_STEPS, type ApplyStep, addOwnPaper, ownApplication, removeOwnPaper, submitOwnApplication } from '#loans';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { saveStep } from './save.ts';

/** One small step of an application. A step that was not reached yet, or is not asked, leads to where the member is. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  const shown = await orErrorPage(ownApplication(context, { id: event.params.id }));
  const { application, steps } = shown;
  const wanted = stepOf(event);
  const home = `/me/loans/apply/${application.id}`;
  if (application.status !== 'draft') redirect(303, home);
  const reached = APPLY_STEPS.indexOf(wanted) <= APPLY_STEPS.indexOf(application.step);
  if (!reached || !steps.includes(wanted)) {
    const nearest = steps.findLast((step) => APPLY_STEPS.indexOf(step) <= APPLY_STEPS.indexOf(application.step));
    redirect(303, `${home}/${nearest ?? 'amount'}`);
  }
  return { ...shown, step: wanted, key: newId() };
};

export const actions: Actions = {
  /** Saves the step; `go` says whether to stay and look, or go on. */
  save: async (event) => {
    const context = await requireMember(event);
    const values = await readForm(event.request);
    const { id } = event.params;
    let next: string;
    try {
      next = await saveStep(context, stepOf(event), id, values, event.locals.locale);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/me/loans/apply/${id}/${values['go'] === 'stay' ? stepOf(event) : next}`);
  },
  photo: async (event) => {
    const context = await requireMember(event);
    const { id } = event.params;
    const t = pick(loanApplyText, event.locals.locale);
    const data = await event.request.formData();
    const values = formValues(data);
    const file = data.get('file');
    const field = `file-${values['code']}`;
    try {
      if (!(file instanceof File) || file.size === 0) throw fieldError(field, 'photo_missing', t.photoMissing);
      const bytes = Buffer.from(await file.arrayBuffer()).toString('base64');
      await addOwnPaper(context, { id, code: values['code'], file: bytes }, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: t.photoKept });
    redirect(303, `/me/loans/apply/${id}/documents`);
  },
  remove: async (event) => {
    const context = await requireMember(event);
    const { id } = event.params;
    const values = await readForm(event.request);
    try {
      await removeOwnPaper(context, { id, paperId: values['paperId'] });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanApplyText, event.locals.locale).removed });
    redirect(303, `/me/loans/apply/${id}/documents`);
  },
  send: async (event) => {
    const context = await requireMember(event);
    const { id } = event.params;
    const values = await readForm(event.request);
    let number: unknown;
    try {
      const consent = values['consent'] === 'yes';
      ({ number } = (await submitOwnApplication(context, { id, consent }, { key: formKey(values) })).result);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanApplyText, event.locals.locale).sent(String(number)) });
    redirect(303, `/me/loans/apply/${id}`);
  },
};

function stepOf(event: Pick<RequestEvent, 'params'>): ApplyStep {
  const step = APPLY_STEPS.find((one) => one === event.params.step);
  if (!step) error(404, { message: 'Langkah ini tidak ada' });
  return step;
}
