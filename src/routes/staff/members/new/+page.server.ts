import { fail, redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { readHeirs } from '#lib/members/heirs-form.ts';
import { atFormFields, readPersonForm, refuseFaults } from '#lib/members/person-form.ts';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { membersText } from '#lib/text/members.ts';
import { checkPersonForm, registerMember } from '#members';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await requireStaff(event, 'members.write');
  return { key: newId() };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'members.write');
    const { heirs, values: typed } = readHeirs(await readForm(event.request));
    const form = await readPersonForm(typed, event.locals.locale);
    const { values } = form;
    let saved: { id: string; fullName: string; warnings: { pesan: string }[] };
    try {
      const today = context.clock.today(context.cooperative.zone);
      refuseFaults(form, await checkPersonForm('all', { ...form.input, heirs }, today));
      const input = { ...form.input, kind: values['kind'] ?? '', heirs };
      ({ result: saved } = await registerMember(context, input, { key: formKey(values) }));
    } catch (error) {
      const failure = formFailure(atFormFields(error, event.locals.locale), values);
      return fail(failure.status, { ...failure.data, village: form.village });
    }
    const t = pick(membersText, event.locals.locale);
    const warnings = saved.warnings.map((warning) => warning.pesan);
    setFlash(event.cookies, {
      tone: warnings.length > 0 ? 'warning' : 'success',
      text: [t.new.saved(saved.fullName), ...warnings].join('. '),
    });
    redirect(303, `/staff/members/${saved.id}`);
  },
};
