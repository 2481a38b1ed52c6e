import { redirect } from '@sveltejs/kit';
import { ownSuggestions, suggest } from '#governance';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { registersText } from '#lib/text/registers.ts';
import type { Actions, PageServerLoad } from './$types';

/** A member's suggestions and what the board answered. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  const rows = await orErrorPage(ownSuggestions(context, {}));
  return {
    key: newId(),
    suggestions: rows.map(({ id, entryOn, fields, answers }) => ({
      ...{ id, entryOn, text: fields['suggestion'] ?? '' },
      answers: answers.map(({ answer, at }) => ({ answer, at })),
    })),
    zone: context.cooperative.zone,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireMember(event);
    const values = await readForm(event.request);
    try {
      await suggest(context, { suggestion: values['suggestion'] }, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(registersText, event.locals.locale).suggested });
    redirect(303, '/me/suggestions');
  },
};
