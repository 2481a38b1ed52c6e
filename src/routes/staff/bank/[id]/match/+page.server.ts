import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, formValues } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { bankText } from '#lib/text/bank.ts';
import { pick } from '#lib/text/index.ts';
import { bankWorkbench, matchLines } from '#payments';
import { entriesOf } from '../entries.ts';
import type { Actions, PageServerLoad } from './$types';

/** Both sides to be ticked by hand: one to many, many to one. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'bank.reconcile');
  const bench = await orErrorPage(bankWorkbench(context, { accountId: event.params.id, limit: 200 }));
  return {
    key: newId(),
    account: bench.account,
    lines: bench.lines.map(({ line }) => line),
    entries: bench.entries.map(({ entry }) => entry),
    chosen: event.url.searchParams.getAll('line'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'bank.reconcile');
    const data = await event.request.formData();
    const values = formValues(data);
    try {
      const lineIds = data.getAll('line').map(String);
      const note = values['note'];
      const input = {
        accountId: event.params.id,
        lineIds,
        entries: entriesOf(data.getAll('entry')),
        ...(note && { note }),
      };
      await matchLines(context, input, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(bankText, event.locals.locale).accepted });
    redirect(303, `/staff/bank/${event.params.id}`);
  },
};
