import { redirect } from '@sveltejs/kit';
import { noteForm, writeNote } from '#books';
import { parts } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { papersText } from '#lib/text/papers.ts';
import { askedYear } from '../../year-asked.ts';
import type { Actions, PageServerLoad } from './$types';

/** One section of the notes to write, with what was written before. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.plan');
  const year = askedYear(event.url).year ?? parts(context.clock.today(context.cooperative.zone)).year;
  const found = await orErrorPage(noteForm(context, { year, section: event.params.section }));
  return { ...found, year, key: newId(), zone: context.cooperative.zone };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'books.plan');
    const values = await readForm(event.request);
    const { section } = event.params;
    try {
      const year = Number(values['year']);
      const note = { year, section, words: values['words'] ?? '', basedOn: Number(values['basedOn']) };
      await writeNote(context, note, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(papersText, event.locals.locale).written });
    redirect(303, `/staff/reports/notes?year=${values['year']}#${section}`);
  },
};
