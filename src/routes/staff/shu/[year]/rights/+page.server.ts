import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { shuText } from '#lib/text/shu.ts';
import { setFinalRights } from '#shu';
import type { Actions, PageServerLoad } from './$types';

/** Members whose rights one form changes. */
const ROWS = 6;

/** A form of rights that are set by hand. */
export const load: PageServerLoad = async (event) => {
  await requireStaff(event, 'shu.manage');
  return { year: event.params.year, key: newId(), rows: Array.from({ length: ROWS }, (_, place) => place) };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'shu.manage');
    const values = await readForm(event.request);
    const { year } = event.params;
    try {
      const rights = Array.from({ length: ROWS }, (_, place) => place)
        .filter((place) => (values[`number${place}`] ?? '') !== '')
        .map((place) => ({
          memberNumber: values[`number${place}`],
          amount: moneyValue(values, `amount${place}`, event.locals.locale),
        }));
      await setFinalRights(context, { year, rights, reason: values['reason'] }, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(shuText, event.locals.locale).rightsSaved });
    redirect(303, `/staff/shu/${year}`);
  },
};
