import { redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formKey, formValues, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanApplicationsText } from '#lib/text/loan-applications.ts';
import { addPaper, applicationDetail, creditView, meetCondition, voteOnApplication, withdrawApplication } from '#loans';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One application: what is asked, everything known of the borrower, how the committee voted, and what may be done now. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const { id } = event.params;
  const [detail, credit] = await Promise.all([
    orErrorPage(applicationDetail(context, { id })),
    orErrorPage(creditView(context, { id })),
  ]);
  const { permissions } = context.actor;
  const stage = detail.application.status;
  const open = ['submitted', 'in_review', 'in_committee'].includes(stage);
  return {
    ...detail,
    credit,
    key: newId(),
    zone: context.cooperative.zone,
    may: {
      review: open && permissions.has('loans.review'),
      vote: stage === 'in_committee' && permissions.has('loans.approve'),
      meet: (stage === 'approved' || stage === 'contracted') && permissions.has('loans.contract'),
      contract: stage === 'approved' && permissions.has('loans.contract'),
      addPaper: (stage === 'submitted' || stage === 'in_review') && permissions.has('loans.apply'),
      withdraw: (open || stage === 'approved') && permissions.has('loans.apply'),
      files: permissions.has('documents.read'),
    },
  };
};

type Run = (context: Context, values: FormValues, options: { key: string }, id: string) => Promise<unknown>;
type Said = 'voteKept' | 'met' | 'kept' | 'withdrawn';

export const actions: Actions = {
  vote: act('voteKept', (context, values, options, applicationId) => {
    const { decision, payloadHash, reason = '' } = values;
    return voteOnApplication(context, { applicationId, decision, payloadHash, reason }, options);
  }),
  meet: act('met', (context, values, options, id) =>
    meetCondition(context, { id, no: values['no'], note: values['note'] ?? '' }, options),
  ),
  withdraw: act('withdrawn', (context, values, options, id) =>
    withdrawApplication(context, { id, reason: values['withdrawReason'] ?? '' }, options),
  ),
  paper: async (event) => {
    const context = await requireStaff(event);
    const data = await event.request.formData();
    const values = formValues(data);
    const file = data.get('file');
    const photo = file instanceof File && file.size > 0;
    try {
      const bytes = photo ? { file: Buffer.from(await file.arrayBuffer()).toString('base64') } : {};
      await addPaper(context, { id: event.params.id, code: values['code'], ...bytes }, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    return done(event, 'kept');
  },
};

function act(said: Said, run: Run) {
  return async (event: RequestEvent) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    try {
      await run(context, values, { key: formKey(values) }, event.params.id);
    } catch (error) {
      return formFailure(error, values);
    }
    return done(event, said);
  };
}

function done(event: RequestEvent, said: Said): never {
  const t = pick(loanApplicationsText, event.locals.locale);
  const text = said === 'met' ? t.events.condition_met : t[said];
  setFlash(event.cookies, { tone: 'success', text });
  redirect(303, `/staff/loans/applications/${event.params.id}`);
}
