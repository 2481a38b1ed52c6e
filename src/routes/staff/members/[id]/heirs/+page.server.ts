import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { heirValues, readHeirs } from '#lib/members/heirs-form.ts';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { membersText } from '#lib/text/members.ts';
import { memberPage, setHeirs } from '#members';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'members.write');
  const { member, heirs } = await orErrorPage(memberPage(context, { memberId: event.params.id }));
  return {
    key: newId(),
    id: member.id,
    fullName: member.fullName,
    values: heirValues(heirs),
    masked: heirs.map((heir) => heir.phone),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'members.write');
    const { id: memberId } = event.params;
    const { heirs, values } = readHeirs(await readForm(event.request));
    try {
      await setHeirs(context, { memberId, heirs }, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(membersText, event.locals.locale).heirs.saved });
    redirect(303, `/staff/members/${memberId}`);
  },
};
