import { redirect } from '@sveltejs/kit';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formFailure, formKey, formValues } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { bankText } from '#lib/text/bank.ts';
import { pick } from '#lib/text/index.ts';
import { bankAccount, gapText, uploadStatement } from '#payments';
import type { Actions, PageServerLoad } from './$types';

/** A place to hand in a statement, and those that came before with the gaps between them. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'bank.read');
  const { account, statements, gaps } = await orErrorPage(bankAccount(context, { id: event.params.id }));
  return {
    key: newId(),
    account,
    statements: statements.toReversed(),
    gaps: gaps.map(gapText),
    mayReconcile: context.actor.permissions.has('bank.reconcile') && account.status === 'active',
    zone: context.cooperative.zone,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'bank.reconcile');
    const data = await event.request.formData();
    const values = formValues(data);
    let id: string;
    try {
      const file = data.get('file');
      if (!(file instanceof File) || file.name === '') {
        throw fieldError('file', 'file_missing', pick(bankText, event.locals.locale).fileMissing);
      }
      const content = Buffer.from(await file.arrayBuffer()).toString('base64');
      const input = { accountId: event.params.id, fileName: file.name, content };
      ({ id } = (await uploadStatement(context, input, { key: formKey(values) })).result);
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, `/staff/bank/${event.params.id}/upload/${id}`);
  },
};
