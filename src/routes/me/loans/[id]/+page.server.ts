import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { askedDay } from '#lib/asked-day.ts';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { myLoansText } from '#lib/text/my-loans.ts';
import { ownLoan, setOwnStandingOrder } from '#loans';
import type { Actions, PageServerLoad } from './$types';

/** One loan of a member: what is due, the plan, what was paid, and what settling would cost on a day of their choice. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  const typed = event.url.searchParams.get('on') ?? '';
  const on = askedDay(typed);
  const loan = await orErrorPage(ownLoan(context, { loanId: event.params.id, ...(on ? { on } : {}) }));
  return { key: newId(), loan, on: typed };
};

export const actions: Actions = {
  standing: async (event) => {
    const context = await requireMember(event);
    const values = await readForm(event.request);
    try {
      const input = {
        loanId: event.params.id,
        on: values['on'] === 'yes',
        ...(values['saving'] ? { savingsAccountId: values['saving'] } : {}),
      };
      await setOwnStandingOrder(context, input, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(myLoansText, event.locals.locale).standingSaved });
    redirect(303, `/me/loans/${event.params.id}`);
  },
};
