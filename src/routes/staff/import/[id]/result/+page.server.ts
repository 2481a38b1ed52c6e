import { redirect } from '@sveltejs/kit';
import { discardPreview, importRecord, runImport } from '#imports';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { importsText } from '#lib/text/imports.ts';
import { pick } from '#lib/text/index.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'imports.run');
  const record = await orErrorPage(importRecord(context, { id: event.params.id }));
  if (record.status === 'draft') redirect(303, `/staff/import/${record.id}`);
  if (record.status === 'discarded') redirect(303, '/staff/import');
  const { id, fileName, status, report, rowsDone, rowsTotal } = record;
  return { key: newId(), id, fileName, status, report, rowsDone, rowsTotal };
};

export const actions: Actions = {
  /** For an import that stopped half-way: it goes on where it was. */
  goOn: async (event) => {
    const context = await requireStaff(event, 'imports.run');
    const values = await readForm(event.request);
    try {
      await runImport(context, event.params.id);
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, `/staff/import/${event.params.id}/result`);
  },
  discard: async (event) => {
    const context = await requireStaff(event, 'imports.run');
    const values = await readForm(event.request);
    try {
      await discardPreview(context, { id: event.params.id });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'info', text: pick(importsText, event.locals.locale).discarded });
    redirect(303, '/staff/import');
  },
};
