import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanSecurityText } from '#lib/text/loan-security.ts';
import { formGroup } from '#loans';
import { memberIdsOf } from '../../member-numbers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await requireStaff(event, 'loans.review');
  return { key: newId() };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'loans.review');
    const values = await readForm(event.request);
    const { locale } = event.locals;
    let id = '';
    try {
      const memberIds = await memberIdsOf(context, { text: values['memberIds'], field: 'memberIds', locale });
      const [chairId] = await memberIdsOf(context, { text: values['chairId'], field: 'chairId', locale });
      const { name, shareRule, agreement } = values;
      const group = { name, memberIds, chairId, shareRule, agreement };
      id = String((await formGroup(context, group, { key: formKey(values) })).result.id);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanSecurityText, locale).done });
    redirect(303, `/staff/loans/groups/${id}`);
  },
};
