import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { bankText } from '#lib/text/bank.ts';
import { pick } from '#lib/text/index.ts';
import { bankAccount, bankMatches, undoMatch } from '#payments';
import type { Actions, PageServerLoad } from './$types';

/** The latest matches, each to be undone with a reason. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'bank.read');
  const { account } = await orErrorPage(bankAccount(context, { id: event.params.id }));
  return {
    key: newId(),
    account,
    matches: await orErrorPage(bankMatches(context, { accountId: account.id, limit: 100 })),
    mayReconcile: context.actor.permissions.has('bank.reconcile'),
    zone: context.cooperative.zone,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'bank.reconcile');
    const values = await readForm(event.request);
    try {
      await undoMatch(context, { matchId: values['id'], reason: values['reason'] }, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(bankText, event.locals.locale).undoneDone });
    redirect(303, `/staff/bank/${event.params.id}/matches`);
  },
};
