import { addPerson, roleList } from '#identity';
import { newId } from '#kernel/ids';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

/** The form for a new colleague. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'people.manage');
  const { items } = await orErrorPage(roleList(context, {}));
  return { key: newId(), zone: context.cooperative.zone, roles: items.map((role) => role.name) };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'people.manage');
    const values = await readForm(event.request);
    const { fullName, username, email, phone, roles } = values;
    try {
      const input = {
        fullName,
        username,
        ...(email ? { email } : {}),
        ...(phone ? { phone } : {}),
        roles: roles ? roles.split(',') : [],
      };
      const handed = await addPerson(context, input, { key: formKey(values) });
      return { handed: { ...handed, name: fullName ?? '' } };
    } catch (error) {
      return formFailure(error, values);
    }
  },
};
