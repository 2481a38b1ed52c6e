import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { entryDetail, reversePostedEntry } from '#ledger';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { ledgerText } from '#lib/text/ledger.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const entry = await orErrorPage(entryDetail(context, { id: event.params.id }));
  return { entry, key: newId(), today: context.clock.today(context.cooperative.zone) };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    let posted: { id: string; number: string };
    try {
      const happenedOn = dateValue(values, 'happenedOn', event.locals.locale);
      const input = { entryId: event.params.id, reason: values['reason'], happenedOn };
      ({ result: posted } = await reversePostedEntry(context, input, { key: formKey(values) }));
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, {
      tone: 'success',
      text: pick(ledgerText, event.locals.locale).reversedDone(posted.number),
    });
    redirect(303, `/staff/ledger/${posted.id}`);
  },
};
