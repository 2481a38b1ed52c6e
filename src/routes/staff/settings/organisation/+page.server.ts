import { redirect } from '@sveltejs/kit';
import { addBranch, addUnit, closeBranch, organisation } from '#cooperatives';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { settingsText } from '#lib/text/settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const places = await orErrorPage(organisation(context, {}));
  return { ...places, key: newId(), mayEdit: context.actor.permissions.has('cooperative.settings') };
};

type ActionEvent = Parameters<NonNullable<Actions['branch']>>[0];

export const actions: Actions = {
  branch: (event) =>
    send(event, 'branch', async (context, values, key) => {
      await addBranch(context, { code: values['code'], name: values['name'], kind: values['kind'] }, { key });
      return pick(settingsText, event.locals.locale).branchAdded(values['name'] ?? '');
    }),
  unit: (event) =>
    send(event, 'unit', async (context, values, key) => {
      await addUnit(context, { code: values['code'], name: values['name'], kind: values['kind'] }, { key });
      return pick(settingsText, event.locals.locale).unitAdded(values['name'] ?? '');
    }),
  close: (event) =>
    send(event, 'close', async (context, values, key) => {
      await closeBranch(context, { code: values['code'] }, { key });
      return pick(settingsText, event.locals.locale).branchClosed(values['code'] ?? '');
    }),
};

type Sent = (
  context: Awaited<ReturnType<typeof requireStaff>>,
  values: Record<string, string>,
  key: string,
) => Promise<string>;

// Three small forms of one page: each names itself, so that its errors stand at its own fields.
async function send(event: ActionEvent, which: string, act: Sent) {
  const context = await requireStaff(event);
  const values = await readForm(event.request);
  let said: string;
  try {
    said = await act(context, values, formKey(values));
  } catch (error) {
    return formFailure(error, { ...values, which });
  }
  setFlash(event.cookies, { tone: 'success', text: said });
  redirect(303, '/staff/settings/organisation');
}
