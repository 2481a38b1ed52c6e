import { error } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { memberDetail, revealPersonal, UNMASK_FIELDS, unmask } from '#members';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'members.unmask');
  const { id: memberId } = event.params;
  const member = await orErrorPage(memberDetail(context, { memberId }));
  return { key: newId(), field: fieldOf(event), id: memberId, fullName: member.fullName };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'members.unmask');
    const { id: memberId } = event.params;
    const values = await readForm(event.request);
    try {
      const input = { memberId, field: fieldOf(event), reason: values['reason'] };
      const { result } = await unmask(context, input, { key: formKey(values) });
      return { revealed: await revealPersonal(context, { memberId, ticket: result.ticket }) };
    } catch (refusal) {
      return formFailure(refusal, values);
    }
  },
};

function fieldOf(event: RequestEvent) {
  const field = UNMASK_FIELDS.find((one) => one === event.url.searchParams.get('field'));
  if (!field) error(404);
  return field;
}
