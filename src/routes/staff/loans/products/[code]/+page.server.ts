import { error, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, gatherErrors, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanProductText } from '#lib/text/loan-products.ts';
import { changeTerms, loanProductDetail, setProductOffer } from '#loans';
import { PAYMENT_ORDERS, readTermsForm, termsFormValues } from '../terms-form.ts';
import type { Actions, PageServerLoad } from './$types';

async function detailOf(context: Context, code: string) {
  const detail = await orErrorPage(loanProductDetail(context, { code }));
  return detail ?? error(404, { message: 'Jenis pinjaman ini tidak ada' });
}

/** One product with every version of its terms and an example. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const detail = await detailOf(context, event.params.code);
  const inForce = detail.versions.find((version) => version.inForce);
  return {
    ...detail,
    key: newId(),
    orders: PAYMENT_ORDERS,
    initial: inForce ? termsFormValues(inForce.termsJson, event.locals.locale) : {},
    mayChange: context.actor.permissions.has('loans.products'),
  };
};

export const actions: Actions = {
  terms: async (event) => {
    const context = await requireStaff(event, 'loans.products');
    const values = await readForm(event.request);
    const { locale } = event.locals;
    const { product, versions } = await detailOf(context, event.params.code);
    const before = versions.find(({ inForce }) => inForce)?.termsJson;
    try {
      let [terms, effectiveFrom]: [unknown, string] = [undefined, ''];
      gatherErrors([
        () => {
          effectiveFrom = dateValue(values, 'effectiveFrom', locale);
        },
        () => {
          terms = readTermsForm(values, locale, before);
        },
      ]);
      const change = { productId: product.id, effectiveFrom, legalBasis: values['legalBasis'], terms };
      await changeTerms(context, change, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanProductText, locale).termsSaved });
    redirect(303, `/staff/loans/products/${event.params.code}`);
  },
  offer: async (event) => {
    const context = await requireStaff(event, 'loans.products');
    const values = await readForm(event.request);
    const { product } = await detailOf(context, event.params.code);
    try {
      await setProductOffer(context, { productId: product.id, status: values['status'] }, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanProductText, event.locals.locale).offerSaved });
    redirect(303, `/staff/loans/products/${event.params.code}`);
  },
};
