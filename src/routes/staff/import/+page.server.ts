import { redirect } from '@sveltejs/kit';
import { importList, openPreview } from '#imports';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formFailure, formKey, formValues } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { importsText } from '#lib/text/imports.ts';
import { pick } from '#lib/text/index.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'imports.run');
  return {
    key: newId(),
    imports: await orErrorPage(importList(context, {})),
    zone: context.cooperative.zone,
    mayTakeOver: context.actor.permissions.has('loans.manage'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'imports.run');
    const data = await event.request.formData();
    const values = formValues(data);
    let id: string;
    try {
      const file = data.get('file');
      if (!(file instanceof File) || file.name === '') {
        throw fieldError('file', 'file_missing', pick(importsText, event.locals.locale).fileMissing);
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      ({ id } = await openPreview(context, { fileName: file.name, bytes }, { key: formKey(values) }));
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, `/staff/import/${id}`);
  },
};
