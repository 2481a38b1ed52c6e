import { redirect } from '@sveltejs/kit';
import { correctPreview, importPreview, importRecord, importRows, type RowStatus } from '#imports';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { importsText } from '#lib/text/imports.ts';
import { pick } from '#lib/text/index.ts';
import type { Actions, PageServerLoad } from './$types';
import { withChoices } from './choices.ts';

const STATUSES: readonly RowStatus[] = ['doubtful', 'refused', 'changed', 'known', 'taken'];
const PAGE_ROWS = 50;

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'imports.run');
  const { id } = event.params;
  const { status: state } = await orErrorPage(importRecord(context, { id }));
  if (state !== 'draft') redirect(303, `/staff/import/${id}/result`);
  const { plan, record } = await orErrorPage(importPreview(context, { id }));
  const asked = event.url.searchParams.get('status');
  const status = STATUSES.find((one) => one === asked) ?? (asked === 'all' ? undefined : firstInteresting(plan.counts));
  const offset = Math.max(0, Number.parseInt(event.url.searchParams.get('offset') ?? '0', 10) || 0);
  const listed = await orErrorPage(importRows(context, { id, status, offset, limit: PAGE_ROWS }));
  return {
    key: newId(),
    id,
    fileName: record.fileName,
    counts: plan.counts,
    total: plan.rows.length,
    controls: plan.controls,
    arithmetic: plan.arithmetic.slice(0, 100),
    errors: plan.arithmetic.length,
    remarks: plan.remarks,
    difference: plan.difference,
    loans: plan.loans,
    status: status ?? 'all',
    statuses: STATUSES,
    rows: listed.rows,
    listed: listed.total,
    offset,
    nextOffset: offset + PAGE_ROWS < listed.total ? offset + PAGE_ROWS : null,
    previousOffset: offset > 0 ? Math.max(0, offset - PAGE_ROWS) : null,
  };
};

export const actions: Actions = {
  choose: async (event) => {
    const context = await requireStaff(event, 'imports.run');
    const { id } = event.params;
    const values = await readForm(event.request);
    try {
      const { record } = await importPreview(context, { id });
      await correctPreview(context, { id, ...withChoices(record, values) }, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(importsText, event.locals.locale).choicesSaved });
    const { searchParams } = event.url;
    const offset = Number.parseInt(searchParams.get('offset') ?? '0', 10) || 0;
    redirect(
      303,
      `/staff/import/${id}/check?status=${STATUSES.find((one) => one === searchParams.get('status')) ?? 'all'}&offset=${offset}`,
    );
  },
};

/** People look at what is doubtful first, then at what is refused. */
function firstInteresting(counts: Readonly<Record<RowStatus, number>>): RowStatus | undefined {
  return STATUSES.find((status) => status !== 'taken' && counts[status] > 0);
}
