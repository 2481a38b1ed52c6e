import { error } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { countTill, ownTill } from '#payments';
import { DENOMINATION_FIELDS, patiently, readPieces } from '../counter.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'till.operate');
  const till = await orErrorPage(ownTill(context, {}));
  if (!till) error(404);
  return { key: newId(), fields: DENOMINATION_FIELDS, name: till.name };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'till.operate');
    const values = await readForm(event.request);
    try {
      const input = { pieces: readPieces(values), note: values['note'] ?? '' };
      const { result } = await patiently(() => countTill(context, input, { key: formKey(values) }));
      return { values, errors: {}, message: undefined, count: result };
    } catch (refusal) {
      return formFailure(refusal, values);
    }
  },
};
