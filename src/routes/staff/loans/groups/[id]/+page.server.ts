import { error } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { changeGroupChair, dissolveGroup, groupDetail, joinGroup, leaveGroup } from '#loans';
import { memberIdsOf } from '../../member-numbers.ts';
import { securityAct } from '../../security-act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One group, what each owes and carries. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const detail = await orErrorPage(groupDetail(context, { id: event.params.id }));
  if (!detail) error(404, { message: 'Kelompok ini tidak ada' });
  return { ...detail, key: newId(), mayWrite: context.actor.permissions.has('loans.review') };
};

const act = (run: Parameters<typeof securityAct<RequestEvent>>[2]) =>
  securityAct<RequestEvent>('loans.review', ({ params }) => `/staff/loans/groups/${params.id}`, run);

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
