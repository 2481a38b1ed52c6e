import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, formValues } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanContractActs } from '#lib/text/loan-contract-acts.ts';
import { loanDetail, signLoan } from '#loans';
import type { Actions, PageServerLoad } from './$types';

/** Who signed a contract, who still has to, and the form for the next signature. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.contract');
  const { loan, signatures, missingSigners, today } = await orErrorPage(
    loanDetail(context, { loanId: event.params.id }),
  );
  const next = missingSigners[0] ?? { role: 'witness' as const, name: '' };
  return { loan, signatures, missingSigners, next, today, key: newId() };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event);
    const data = await event.request.formData();
    const values = formValues(data);
    const { drawing, ...kept } = values;
    try {
      const way = values['way'] === 'screen' ? 'screen' : 'paper';
      const content = way === 'screen' ? (drawing ?? '').replace(/^data:image\/png;base64,/, '') : await paperOf(data);
      const input = {
        loanId: event.params.id,
        role: values['role'],
        name: values['name'] ?? '',
        way,
        signedOn: dateValue(values, 'signedOn', event.locals.locale),
        ...(content === '' ? {} : { content }),
      };
      await signLoan(context, input, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, kept);
    }
    const text = pick(loanContractActs, event.locals.locale).signedDone(values['name'] ?? '');
    setFlash(event.cookies, { tone: 'success', text });
    redirect(303, event.url.pathname);
  },
};

async function paperOf(data: FormData): Promise<string> {
  const file = data.get('file');
  if (!(file instanceof File) || file.size === 0) return '';
  return Buffer.from(await file.arrayBuffer()).toString('base64');
}
