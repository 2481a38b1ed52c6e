import { redirect } from '@sveltejs/kit';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, formValues } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { savingsText } from '#lib/text/savings.ts';
import { collect, collections } from '#savings';
import type { Actions, PageServerLoad } from './$types';
import { readCollectionFile } from './read-file.ts';

const BYTES_MAX = 5 * 1024 * 1024;

/** Files that were taken in, and the form for the next one. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.collect');
  const today = context.clock.today(context.cooperative.zone);
  return { key: newId(), today, files: await collections(context, {}) };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'savings.collect');
    const data = await event.request.formData();
    const values = formValues(data);
    const { locale } = event.locals;
    const t = pick(savingsText, locale);
    let id: string;
    try {
      const file = data.get('file');
      if (!(file instanceof File) || file.size === 0) throw fieldError('file', 'file_missing', t.fileMissing);
      if (file.size > BYTES_MAX) throw fieldError('file', 'file_too_large', t.fileTooLarge);
      const happenedOn = dateValue(values, 'happenedOn', locale);
      const read = await readCollectionFile(new Uint8Array(await file.arrayBuffer()));
      const asked = { fileName: file.name.slice(0, 200), happenedOn, ...read };
      ({ id } = (await collect(context, asked, { key: formKey(values) })).result);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: t.collectionDone });
    redirect(303, `/staff/savings/collections/${id}`);
  },
};
