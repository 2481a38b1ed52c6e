import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanContractText } from '#lib/text/loan-contract.ts';
import { cancelContract, loanDetail } from '#loans';
import type { Actions, PageServerLoad } from './$types';

/** One loan: what it owes today, its agreement, its schedule, what happened, and what may be done. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const detail = await orErrorPage(loanDetail(context, { loanId: event.params.id }));
  const { permissions } = context.actor;
  const { status, undisbursed } = detail.loan;
  const open = status === 'drawn' || status === 'signed';
  return {
    ...detail,
    key: newId(),
    may: {
      pay: status === 'active' && permissions.has('loans.collect'),
      sign: (open || status === 'active') && permissions.has('loans.contract'),
      disburse:
        (status === 'signed' || (status === 'active' && undisbursed !== '0.00')) && permissions.has('loans.disburse'),
      restructure: status === 'active' && permissions.has('loans.manage'),
      cancel: open && permissions.has('loans.contract'),
      reverse: permissions.has('loans.reverse'),
      ledger: permissions.has('ledger.read'),
      receipts: permissions.has('documents.read'),
    },
  };
};

export const actions: Actions = {
  cancel: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    try {
      const input = { loanId: event.params.id, reason: values['reason'] ?? '' };
      await cancelContract(context, input, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanContractText, event.locals.locale).cancelled });
    redirect(303, `/staff/loans/${event.params.id}`);
  },
};
