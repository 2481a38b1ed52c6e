import { newId } from '#kernel/ids';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { memberRegister, unmaskRegister } from '#members';
import type { Actions, PageServerLoad } from './$types';
import { bookRows } from './book.ts';

const SHOWN_MAX = 500;

/** The first lines of the register, masked; the files hold all of them. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'members.read');
  const { lines } = await orErrorPage(memberRegister(context, { limit: SHOWN_MAX }));
  return {
    key: newId(),
    rows: bookRows(lines, event.locals.locale),
    more: lines.length === SHOWN_MAX,
    cooperative: context.cooperative.name,
    mayUnmask: context.actor.permissions.has('members.unmask'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'members.unmask');
    const values = await readForm(event.request);
    try {
      const { result } = await unmaskRegister(context, { reason: values['reason'] }, { key: formKey(values) });
      const { lines } = await memberRegister(context, { ticket: result.ticket, limit: SHOWN_MAX });
      return { ticket: result.ticket, rows: bookRows(lines, event.locals.locale) };
    } catch (error) {
      return formFailure(error, values);
    }
  },
};
