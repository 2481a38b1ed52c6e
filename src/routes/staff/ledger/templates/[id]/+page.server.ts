import { journalTemplate, retireTemplate } from '#books';
import { newId } from '#kernel/ids';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { act } from '../../act.ts';
import { valuesOfLines } from '../../entry-form.ts';
import { sheetChoices } from '../../form-data.ts';
import { moreRows, saveSheet } from '../save.ts';
import { readTemplate, typedOf } from '../template-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** One template as its sheet. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'ledger.read');
  const [template, { chart, accounts }] = await Promise.all([
    orErrorPage(journalTemplate(context, { templateId: event.params.id })),
    sheetChoices(context),
  ]);
  const start: Record<string, string> = {
    ...valuesOfLines(typedOf(template.lines)),
    name: template.name,
    description: template.description,
    version: String(template.version),
  };
  const { lines } = readTemplate(start, chart, event.locals.locale);
  return {
    key: newId(),
    accounts,
    start,
    lines,
    name: template.name,
    mayPost: context.actor.permissions.has('ledger.post'),
  };
};

export const actions: Actions = {
  save: (event) => saveSheet(event, event.params.id),
  add: moreRows,
  retire: (event) =>
    act(event, '/staff/ledger/templates', async ({ context, options }) => {
      await retireTemplate(context, { templateId: event.params.id }, options);
      return { text: pick(journalText, event.locals.locale).templateRetired, to: '/staff/ledger/templates' };
    }),
};
