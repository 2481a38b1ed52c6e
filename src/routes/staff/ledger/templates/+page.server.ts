import { asksTotal, journalTemplates } from '#books';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

/** The templates in use. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'ledger.read');
  const templates = await orErrorPage(journalTemplates(context, {}));
  return {
    templates: templates.map((template) => ({ ...template, asks: asksTotal(template.lines) })),
    mayPost: context.actor.permissions.has('ledger.post'),
  };
};
