import { fail, redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { changesOf } from '#lib/members/changes.ts';
import { atFormFields, readPersonForm, refuseFaults } from '#lib/members/person-form.ts';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { membersText } from '#lib/text/members.ts';
import { changeDetails, memberDetail } from '#members';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'members.write');
  const member = await orErrorPage(memberDetail(context, { memberId: event.params.id }));
  return { key: newId(), member };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'members.write');
    const { id: memberId } = event.params;
    const form = await readPersonForm(await readForm(event.request), event.locals.locale);
    const { values } = form;
    try {
      const faults = form.faults.filter((fault) => values[fault.field] !== '');
      if (faults.length > 0) refuseFaults({ ...form, faults }, []);
      const changes = changesOf(form);
      await changeDetails(context, { memberId, version: values['version'], ...changes }, { key: formKey(values) });
    } catch (error) {
      const failure = formFailure(atFormFields(error, event.locals.locale), values);
      return fail(failure.status, { ...failure.data, village: form.village });
    }
    setFlash(event.cookies, { tone: 'success', text: pick(membersText, event.locals.locale).edit.saved });
    redirect(303, `/staff/members/${memberId}`);
  },
};
