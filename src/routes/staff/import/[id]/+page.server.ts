import { redirect } from '@sveltejs/kit';
import {
  correctPreview,
  discardPreview,
  FIELDS,
  importPreview,
  importRecord,
  proposedMapping,
  SAVINGS_KINDS,
  TABLE_KINDS,
} from '#imports';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { importsText } from '#lib/text/imports.ts';
import { pick } from '#lib/text/index.ts';
import type { Actions, PageServerLoad } from './$types';
import { headingRows, mappingOf } from './mapping-form.ts';

/** Beyond these a page of columns is no page any more; those with a meaning are always shown. */
const COLUMNS_SHOWN = 60;

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'imports.run');
  const { id } = event.params;
  const { status } = await orErrorPage(importRecord(context, { id }));
  if (status !== 'draft') redirect(303, `/staff/import/${id}/result`);
  const preview = await orErrorPage(importPreview(context, { id }));
  const all = event.url.searchParams.has('all');
  const columns = preview.columns.filter((column, at) => all || at < COLUMNS_SHOWN || column.field !== null);
  return {
    key: newId(),
    id,
    fileName: preview.record.fileName,
    mapping: preview.record.mapping,
    sheets: preview.sheets,
    columns,
    hidden: preview.columns.length - columns.length,
    rows: preview.plan.rows.length,
    remarks: preview.plan.remarks,
    fields: FIELDS,
    kinds: TABLE_KINDS,
    savingsKinds: SAVINGS_KINDS,
  };
};

export const actions: Actions = {
  next: async (event) => {
    const context = await requireStaff(event, 'imports.run');
    const { id } = event.params;
    const values = await readForm(event.request);
    try {
      const { record } = await importPreview(context, { id });
      const mapping = mappingOf(values, record.mapping, event.locals.locale);
      await correctPreview(context, { id, mapping }, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, `/staff/import/${id}/check`);
  },
  read: async (event) => {
    const context = await requireStaff(event, 'imports.run');
    const { id } = event.params;
    const values = await readForm(event.request);
    try {
      const mapping = await proposedMapping(context, { id, sheet: values['sheet'], ...headingRows(values) });
      await correctPreview(context, { id, mapping });
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, `/staff/import/${id}`);
  },
  discard: async (event) => {
    const context = await requireStaff(event, 'imports.run');
    const values = await readForm(event.request);
    try {
      await discardPreview(context, { id: event.params.id }, { key: `${formKey(values)} discard` });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'info', text: pick(importsText, event.locals.locale).discarded });
    redirect(303, '/staff/import');
  },
};
