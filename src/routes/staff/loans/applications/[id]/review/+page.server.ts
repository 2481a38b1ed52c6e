import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { loanApplicationsText } from '#lib/text/loan-applications.ts';
import { applicationDetail, loanOffers, reviewApplication } from '#loans';
import type { Actions, PageServerLoad } from './$types';

/** The officer's form: what was seen, what is recommended, on which conditions. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.review');
  const { application, rate, conditions } = await orErrorPage(applicationDetail(context, { id: event.params.id }));
  const home = `/staff/loans/applications/${application.id}`;
  if (!['submitted', 'in_review', 'in_committee'].includes(application.status)) redirect(303, home);
  const offer = (await loanOffers(context, {})).find(({ id }) => id === application.productId);
  return {
    key: newId(),
    home,
    application,
    ratePercent: rate?.percent ?? offer?.rate.percent ?? '',
    productRate: offer?.rate.percent ?? '',
    gracePrincipal: rate?.gracePrincipal ?? 0,
    conditions: conditions.map(({ text }) => text).join('\n'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'loans.review');
    const values = await readForm(event.request);
    const { id } = event.params;
    const { locale } = event.locals;
    let sent: boolean;
    try {
      const { result } = await reviewApplication(
        context,
        { id, ...reviewOf(values, locale) },
        { key: formKey(values) },
      );
      sent = result.status === 'in_committee';
    } catch (error) {
      return formFailure(error, values);
    }
    const t = pick(loanApplicationsText, locale);
    setFlash(event.cookies, { tone: 'success', text: sent ? t.sentToCommittee : t.saved });
    redirect(303, `/staff/loans/applications/${id}`);
  },
};

function reviewOf(values: FormValues, locale: Locale) {
  const conditions = (values['conditions'] ?? '').split('\n').map((line) => line.trim());
  return {
    surveyNote: values['surveyNote'] ?? '',
    amount: moneyValue(values, 'amount', locale),
    tenor: values['tenor'],
    ratePercent: values['ratePercent'] ? values['ratePercent'].replace(',', '.') : undefined,
    gracePrincipal: values['gracePrincipal'] || undefined,
    conditions: conditions.filter((line) => line !== ''),
    send: values['go'] === 'send',
  };
}
