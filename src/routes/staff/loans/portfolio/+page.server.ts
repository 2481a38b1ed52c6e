import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanPortfolioText } from '#lib/text/loan-portfolio.ts';
import { portfolio, provision } from '#loans';
import type { Actions, PageServerLoad } from './$types';

/** The portfolio by every cut, with its trend, its allowance and its largest borrowers. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const found = await orErrorPage(portfolio(context, {}));
  return { ...found, key: newId(), mayBook: context.actor.permissions.has('days.close') };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'days.close');
    const values = await readForm(event.request);
    try {
      await provision(context, {}, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanPortfolioText, event.locals.locale).booked });
    redirect(303, '/staff/loans/portfolio');
  },
};
