import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { membersText } from '#lib/text/members.ts';
import { decideAdmission, memberDetail } from '#members';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'members.admit');
  const member = await orErrorPage(memberDetail(context, { memberId: event.params.id }));
  if (member.status !== 'applied') redirect(303, `/staff/members/${member.id}`);
  return { key: newId(), member, today: context.clock.today(context.cooperative.zone) };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'members.admit');
    const { id: memberId } = event.params;
    const values = await readForm(event.request);
    let decided: { fullName: string; status: string };
    try {
      const decidedOn = dateValue(values, 'decidedOn', event.locals.locale);
      const { decision, reason } = values;
      const input = { memberId, decision, reason, decidedOn, identityChecked: values['identityChecked'] === 'yes' };
      ({ result: decided } = await decideAdmission(context, input, { key: formKey(values) }));
    } catch (error) {
      return formFailure(error, values);
    }
    const t = pick(membersText, event.locals.locale).decide;
    const said = decided.status === 'accepted' ? t.accepted : t.rejected;
    setFlash(event.cookies, { tone: 'success', text: said(decided.fullName) });
    redirect(303, '/staff/members/admissions');
  },
};
