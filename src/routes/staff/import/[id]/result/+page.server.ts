import { redirect } from '@sveltejs/kit';
import { importRecord, runImport } from '#imports';
import { newId } from '#kernel/ids';
import { formFailure, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
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
  default: async (event) => {
    const context = await requireStaff(event, 'imports.run');
    const values = await readForm(event.request);
    try {
      await runImport(context, event.params.id);
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, `/staff/import/${event.params.id}/result`);
  },
};
