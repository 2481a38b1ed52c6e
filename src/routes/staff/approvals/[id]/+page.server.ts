import { type RequestEvent, redirect } from '@sveltejs/kit';
import { approvalDetail, decideApproval } from '#identity';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { controlText } from '#lib/text/control.ts';
import { pick } from '#lib/text/index.ts';
import type { Actions, PageServerLoad } from './$types';

/** One held action: what was asked, by whom, its frozen contents and their hash. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'approvals.decide');
  const item = await orErrorPage(approvalDetail(context, { id: event.params.id }));
  return { key: newId(), zone: context.cooperative.zone, item };
};

function decide(decision: 'approved' | 'returned') {
  return async (event: RequestEvent<{ id: string }>) => {
    const context = await requireStaff(event, 'approvals.decide');
    const values = await readForm(event.request);
    const t = pick(controlText, event.locals.locale);
    try {
      if (decision === 'returned' && !values['reason']) throw fieldError('reason', 'reason_missing', t.reasonMissing);
      const reason = values['reason'] || t.agreed;
      const input = { approvalId: event.params.id, payloadHash: values['hash'], decision, reason };
      await decideApproval(context, input, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: decision === 'approved' ? t.approvedText : t.returnedText });
    redirect(303, '/staff/approvals');
  };
}

export const actions: Actions = { approve: decide('approved'), return: decide('returned') };
