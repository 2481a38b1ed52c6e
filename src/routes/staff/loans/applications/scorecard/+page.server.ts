import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanApplicationsText } from '#lib/text/loan-applications.ts';
import { scorecard, setScorecard } from '#loans';
import type { Actions, PageServerLoad } from './$types';
import { cardOf } from './card-form.ts';

/** The card that every score is read from, and the form to set its points anew. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const shown = await orErrorPage(scorecard(context, {}));
  const today = context.clock.today(context.cooperative.zone);
  return { ...shown, today, key: newId(), mayChange: context.actor.permissions.has('loans.products') };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'loans.products');
    const values = await readForm(event.request);
    const { locale } = event.locals;
    try {
      const { card } = await scorecard(context, {});
      const effectiveFrom = dateValue(values, 'effectiveFrom', locale);
      const legalBasis = values['legalBasis'] ?? '';
      await setScorecard(context, { card: cardOf(card, values), effectiveFrom, legalBasis }, { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanApplicationsText, locale).cardSaved });
    redirect(303, '/staff/loans/applications/scorecard');
  },
};
