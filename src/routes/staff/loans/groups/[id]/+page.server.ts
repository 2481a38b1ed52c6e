import { error, redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanSecurityText } from '#lib/text/loan-security.ts';
import { changeGroupChair, dissolveGroup, groupDetail, joinGroup, leaveGroup } from '#loans';
import { memberIdsOf } from '../../member-numbers.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One group, what each owes and carries. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const detail = await orErrorPage(groupDetail(context, { id: event.params.id }));
  if (!detail) error(404, { message: 'Kelompok ini tidak ada' });
  return { ...detail, key: newId(), mayWrite: context.actor.permissions.has('loans.review') };
};

type Act = (
  context: Awaited<ReturnType<typeof requireStaff>>,
  values: FormValues,
  event: RequestEvent,
) => Promise<unknown>;

function act(run: Act) {
  return async (event: RequestEvent) => {
    const context = await requireStaff(event, 'loans.review');
    const values = await readForm(event.request);
    try {
      await run(context, values, event);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanSecurityText, event.locals.locale).done });
    redirect(303, `/staff/loans/groups/${event.params.id}`);
  };
}

export const actions: Actions = {
  join: act(async (context, values, { params, locals }) => {
    const [memberId] = await memberIdsOf(context, {
      text: values['memberId'],
      field: 'memberId',
      locale: locals.locale,
    });
    return joinGroup(context, { groupId: params.id, memberId }, { key: formKey(values) });
  }),
  leave: act((context, values, { params }) =>
    leaveGroup(context, { groupId: params.id, memberId: values['who'] }, { key: formKey(values) }),
  ),
  chair: act((context, values, { params }) =>
    changeGroupChair(context, { groupId: params.id, memberId: values['who'] }, { key: formKey(values) }),
  ),
  dissolve: act((context, values, { params }) =>
    dissolveGroup(context, { groupId: params.id }, { key: formKey(values) }),
  ),
};
