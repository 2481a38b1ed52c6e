import { type RequestEvent, redirect } from '@sveltejs/kit';
import { changeRoles, dismiss, issueResetCode, personDetail, removeTotp, roleList, takeBack } from '#identity';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { peopleText } from '#lib/text/people.ts';
import type { Actions, PageServerLoad } from './$types';

/** One colleague: rights, their history, and what can be done. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'people.read');
  const person = await orErrorPage(personDetail(context, { personId: event.params.id }));
  const { items } = await orErrorPage(roleList(context, {}));
  return {
    key: newId(),
    zone: context.cooperative.zone,
    person,
    roles: items.map((role) => role.name),
    self: person.personId === context.actor.personId,
    mayManage: context.actor.permissions.has('people.manage'),
  };
};

type Act = (context: Context, input: { personId: string; reason: string }, values: FormValues) => Promise<unknown>;
type Said = 'rolesChanged' | 'totpRemoved' | 'dismissed' | 'takenBack';

/** Runs one command on this person and comes back to their page with a word about it. */
function act(said: Said, run: Act) {
  return async (event: RequestEvent<{ id: string }>) => {
    const context = await requireStaff(event, 'people.manage');
    const values = await readForm(event.request);
    try {
      await run(context, { personId: event.params.id, reason: values['reason'] ?? '' }, values);
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(peopleText, event.locals.locale)[said] });
    redirect(303, `/staff/people/${event.params.id}`);
  };
}

export const actions: Actions = {
  roles: act('rolesChanged', (context, input, values) =>
    changeRoles(
      context,
      { ...input, roles: values['roles'] ? values['roles'].split(',') : [] },
      { key: formKey(values) },
    ),
  ),
  dismiss: act('dismissed', (context, input, values) => dismiss(context, input, { key: formKey(values) })),
  back: act('takenBack', (context, input, values) => takeBack(context, input, { key: formKey(values) })),
  totp: act('totpRemoved', (context, input, values) => removeTotp(context, input, { key: formKey(values) })),
  reset: async (event) => {
    const context = await requireStaff(event, 'people.manage');
    const values = await readForm(event.request);
    try {
      const handed = await issueResetCode(context, { personId: event.params.id }, { key: formKey(values) });
      return { handed };
    } catch (error) {
      return formFailure(error, values);
    }
  },
};
