import { redirect } from '@sveltejs/kit';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, formValues } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { membersText } from '#lib/text/members.ts';
import { memberDetail, setPhoto } from '#members';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'members.write');
  const { id, fullName } = await orErrorPage(memberDetail(context, { memberId: event.params.id }));
  return { key: newId(), id, fullName };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'members.write');
    const { id: memberId } = event.params;
    const t = pick(membersText, event.locals.locale).photo;
    const data = await event.request.formData();
    const values = formValues(data);
    const file = data.get('photo');
    try {
      if (!(file instanceof File) || file.size === 0) throw fieldError('photo', 'photo_missing', t.missing);
      const photo = Buffer.from(await file.arrayBuffer()).toString('base64');
      await setPhoto(context, { memberId, photo }, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: t.saved });
    redirect(303, `/staff/members/${memberId}`);
  },
};
