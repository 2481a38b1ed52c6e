import { redirect } from '@sveltejs/kit';
import { journalImports, openJournalFile } from '#books';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { VOUCHER_BYTES_MAX } from '#ledger';
import { formFailure, formKey, formValues } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { sheetChoices } from '../form-data.ts';
import type { Actions, PageServerLoad } from './$types';

/** Journals from a file: choose one, and the files before it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'ledger.post');
  const [imports, { accounts }] = await Promise.all([orErrorPage(journalImports(context, {})), sheetChoices(context)]);
  return { imports, accounts, key: newId(), zone: context.cooperative.zone };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'ledger.post');
    const t = pick(journalText, event.locals.locale);
    const data = await event.request.formData();
    const values = formValues(data);
    let id: string;
    try {
      const file = data.get('file');
      if (!(file instanceof File) || file.size === 0) throw fieldError('file', 'file_missing', t.fileMissing);
      if (file.size > VOUCHER_BYTES_MAX) throw fieldError('file', 'file_too_large', t.fileTooLarge);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const asked = { fileName: file.name, bytes, cashAccount: values['cashAccount'] || undefined };
      ({ id } = await openJournalFile(context, asked, { key: formKey(values) }));
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, `/staff/ledger/import/${id}`);
  },
};
