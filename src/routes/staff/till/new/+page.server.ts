import { redirect } from '@sveltejs/kit';
import { organisation } from '#cooperatives';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { tillText } from '#lib/text/till.ts';
import { addTill } from '#payments';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'till.supervise');
  const { branches } = await orErrorPage(organisation(context, {}));
  const open = branches.filter((branch) => branch.status === 'active');
  return { key: newId(), branches: open.map(({ id, name }) => ({ value: id, label: name })) };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'till.supervise');
    const values = await readForm(event.request);
    try {
      const { code, name, kind, branchId } = values;
      await addTill(context, { code, name, kind, branchId }, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, { ...values, tillCode: values['code'] ?? '' });
    }
    setFlash(event.cookies, { tone: 'success', text: pick(tillText, event.locals.locale).added });
    redirect(303, '/staff/till');
  },
};
