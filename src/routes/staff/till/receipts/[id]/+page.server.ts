import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { printReceipt } from '#payments';
import { patiently } from '../../counter.ts';
import { loadReceipt } from '../receipt.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  ...(await loadReceipt(event)),
  key: newId(),
  served: event.url.searchParams.has('served'),
});

const PAPERS: Record<string, string> = {
  a6: 'print?paper=a6',
  '58': 'print?paper=58',
  pdf: 'pdf?paper=a6',
  pdf58: 'pdf?paper=58',
};

export const actions: Actions = {
  // Printing is noted before the paper: the first is the original, every later one says that it is a copy.
  default: async (event) => {
    const context = await requireStaff(event, 'documents.read');
    const values = await readForm(event.request);
    try {
      await patiently(() => printReceipt(context, { id: event.params.id }, { key: formKey(values) }));
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/staff/till/receipts/${event.params.id}/${PAPERS[values['paper'] ?? ''] ?? PAPERS['a6']}`);
  },
};
