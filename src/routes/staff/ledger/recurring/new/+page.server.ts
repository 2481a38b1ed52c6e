import { redirect } from '@sveltejs/kit';
import { addRecurring } from '#books';
import { fieldError } from '#kernel/errors';
import { Held } from '#kernel/held';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, type FormValues, formKey, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { readEntry, rowCount } from '../../entry-form.ts';
import { placeIds, readSheet, requireWhole, sheetChoices, withEntry } from '../../form-data.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'ledger.post');
  const { places, accounts } = await sheetChoices(context);
  const today = context.clock.today(context.cooperative.zone);
  return { key: newId(), places, accounts, today, entry: readEntry({}, [], event.locals.locale) };
};

export const actions: Actions = {
  check: (event) => redraw(event, false),
  add: (event) => redraw(event, true),
  save: async (event) => {
    const context = await requireStaff(event, 'ledger.post');
    const { locale } = event.locals;
    const values = await readForm(event.request);
    const entry = await readSheet(context, values, locale);
    const t = pick(journalText, locale);
    try {
      const [startsOn] = requireWhole(values, entry, ['startsOn'], locale);
      const input = {
        description: values['description'],
        lines: entry.input,
        ...placeIds(values),
        every: values['every'],
        startsOn,
        ...(values['endsOn'] && { endsOn: dateValue(values, 'endsOn', locale) }),
        ...dayOf(values, locale),
      };
      await addRecurring(context, input, { key: formKey(values) });
      setFlash(event.cookies, { tone: 'success', text: t.recurringSaved });
    } catch (error) {
      if (!(error instanceof Held)) return withEntry(error, values, entry);
      setFlash(event.cookies, { tone: 'info', text: t.held });
    }
    redirect(303, '/staff/ledger/recurring');
  },
};

function dayOf(values: FormValues, locale: Locale): { dayOfMonth?: number } {
  const typed = values['dayOfMonth'] ?? '';
  if (typed === '') return {};
  const day = /^\d{1,2}$/.test(typed) ? Number(typed) : 0;
  if (day < 1 || day > 31) throw fieldError('dayOfMonth', 'day_of_month', pick(journalText, locale).badDay);
  return { dayOfMonth: day };
}

async function redraw(event: Parameters<NonNullable<Actions['save']>>[0], more: boolean) {
  const context = await requireStaff(event, 'ledger.post');
  const typed = await readForm(event.request);
  const values = { ...typed, rows: String(rowCount(typed, more)) };
  const entry = await readSheet(context, values, event.locals.locale);
  return { values, entry, errors: more ? {} : entry.errors, message: undefined, reason: '', checked: !more };
}
