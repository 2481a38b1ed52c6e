import { error, redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { tillText } from '#lib/text/till.ts';
import { openTill, tills } from '#payments';
import { countOf } from '../../count.ts';
import { DENOMINATION_FIELDS, patiently, readPieces } from '../../counter.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'till.operate');
  const till = (await orErrorPage(tills(context, {}))).find(({ id }) => id === event.params.id);
  if (!till) error(404);
  return { key: newId(), fields: DENOMINATION_FIELDS, till };
};

export const actions: Actions = {
  check: async (event) => {
    const context = await requireStaff(event, 'till.operate');
    const values = await readForm(event.request);
    const till = (await tills(context, {})).find(({ id }) => id === event.params.id);
    try {
      return {
        values,
        errors: {},
        message: undefined,
        reason: undefined,
        count: countOf(values, till?.balance ?? '0.00'),
      };
    } catch (refusal) {
      return formFailure(refusal, values);
    }
  },
  open: async (event) => {
    const context = await requireStaff(event, 'till.operate');
    const values = await readForm(event.request);
    try {
      const input = { tillId: event.params.id, pieces: readPieces(values), note: values['note'] ?? '' };
      await patiently(() => openTill(context, input, { key: formKey(values) }));
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    const till = (await tills(context, {})).find(({ id }) => id === event.params.id);
    setFlash(event.cookies, { tone: 'success', text: pick(tillText, event.locals.locale).opened(till?.name ?? '') });
    redirect(303, '/staff/till');
  },
};
