import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanApplyText } from '#lib/text/loan-apply.ts';
import { ownApplication, withdrawOwnApplication } from '#loans';
import type { Actions, PageServerLoad } from './$types';

/** Where an application stands; one that is still written opens at the step where the member stopped. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  const shown = await orErrorPage(ownApplication(context, { id: event.params.id }));
  const { status, step } = shown.application;
  if (status === 'draft') redirect(303, `/me/loans/apply/${event.params.id}/${step}`);
  return {
    ...shown,
    key: newId(),
    mayWithdraw: ['submitted', 'in_review', 'in_committee', 'approved'].includes(status),
  };
};

export const actions: Actions = {
  withdraw: async (event) => {
    const context = await requireMember(event);
    const values = await readForm(event.request);
    const input = { id: event.params.id, reason: values['reason'] ?? '' };
    try {
      await withdrawOwnApplication(context, input, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanApplyText, event.locals.locale).withdrawn });
    redirect(303, `/me/loans/apply/${event.params.id}`);
  },
};
