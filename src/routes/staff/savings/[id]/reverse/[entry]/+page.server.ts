import { error, redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { savingsText } from '#lib/text/savings.ts';
import { reverseMovement, statement } from '#savings';
import type { Actions, PageServerLoad } from './$types';

/** What is about to be undone. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.reverse');
  const { account, items } = await orErrorPage(statement(context, { accountId: event.params.id }));
  const item = items.find(({ entryId }) => entryId === event.params.entry);
  if (!item) error(404, { message: 'Transaksi ini tidak ada' });
  return { key: newId(), account, item };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'savings.reverse');
    const values = await readForm(event.request);
    try {
      await reverseMovement(
        context,
        { entryId: event.params.entry, reason: values['reason'] },
        { key: formKey(values) },
      );
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(savingsText, event.locals.locale).reversed });
    redirect(303, `/staff/savings/${event.params.id}`);
  },
};
