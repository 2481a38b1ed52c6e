import { error, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { tillText } from '#lib/text/till.ts';
import { closeTill, closeTillFor, type TillRow, tills } from '#payments';
import { countOf } from '../count.ts';
import { DENOMINATION_FIELDS, patiently, readPieces } from '../counter.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const till = await tillToClose(event, context);
  if (!till?.session) error(404);
  return { key: newId(), fields: DENOMINATION_FIELDS, name: till.name, teller: till.session.tellerName };
};

export const actions: Actions = {
  check: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    const till = await tillToClose(event, context);
    try {
      return { values, errors: {}, message: undefined, count: countOf(values, till?.balance ?? '0.00') };
    } catch (refusal) {
      return formFailure(refusal, values);
    }
  },
  close: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    const tillId = event.url.searchParams.get('till');
    let sessionId: string;
    try {
      const input = { pieces: readPieces(values), note: values['note'] ?? '' };
      const key = { key: formKey(values) };
      const send = () => (tillId ? closeTillFor(context, { ...input, tillId }, key) : closeTill(context, input, key));
      ({ sessionId } = (await patiently(send)).result);
    } catch (refusal) {
      return withCount(formFailure(refusal, values), values, (await tillToClose(event, context))?.balance);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(tillText, event.locals.locale).closed });
    redirect(303, `/staff/till/sessions/${sessionId}`);
  },
};

/** The own till, or the one that a supervisor named in the address. */
async function tillToClose(event: RequestEvent, context: Context): Promise<TillRow | undefined> {
  const tillId = event.url.searchParams.get('till');
  const list = await orErrorPage(tills(context, {}));
  return list.find((till) => (tillId ? till.id === tillId : till.session?.mine));
}

/** A failure that keeps what was counted on the page, unless the count itself is what cannot be read. */
function withCount(failure: ReturnType<typeof formFailure>, values: FormValues, balance: string | undefined) {
  const unread = failure.data.reason === 'pieces_format' || balance === undefined;
  return fail(failure.status, { ...failure.data, count: unread ? undefined : countOf(values, balance) });
}
