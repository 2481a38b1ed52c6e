import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, type FormValues, formFailure, formKey, gatherErrors, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanProductText } from '#lib/text/loan-products.ts';
import { addProduct, loanProductDetail, loanProductList } from '#loans';
import { PAYMENT_ORDERS, readTermsForm, termsFormValues } from '../terms-form.ts';
import type { Actions, PageServerLoad } from './$types';

const CODES = ['principalCode', 'interestCode', 'incomeCode', 'penaltyCode', 'allowanceCode', 'expenseCode'] as const;

/** A new product begins as a copy of one that is there. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.products');
  const products = await orErrorPage(loanProductList(context, {}));
  const from = event.url.searchParams.get('from') ?? products.find(({ status }) => status === 'active')?.code ?? '';
  const model = await orErrorPage(loanProductDetail(context, { code: from.slice(0, 8) }));
  const terms = model?.versions.find(({ inForce }) => inForce)?.termsJson;
  const initial: FormValues = {
    effectiveFrom: context.clock.today(context.cooperative.zone),
    contract: model?.product.contract ?? 'interest',
    ...(model && Object.fromEntries(CODES.map((field) => [`codes.${field}`, model.codes[field]]))),
    ...(terms && termsFormValues(terms, event.locals.locale)),
  };
  return {
    key: newId(),
    initial,
    from,
    codes: CODES,
    orders: PAYMENT_ORDERS,
    models: products.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'loans.products');
    const values = await readForm(event.request);
    const { locale } = event.locals;
    try {
      let [terms, effectiveFrom]: [unknown, string] = [undefined, ''];
      gatherErrors([
        () => {
          effectiveFrom = dateValue(values, 'effectiveFrom', locale);
        },
        () => {
          terms = readTermsForm(values, locale);
        },
      ]);
      const { code, name, contract, legalBasis } = values;
      const codes = Object.fromEntries(CODES.map((field) => [field, values[`codes.${field}`] ?? '']));
      const product = { code, name, contract, legalBasis, codes, effectiveFrom, terms };
      await addProduct(context, product, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanProductText, locale).productSaved });
    redirect(303, '/staff/loans/products');
  },
};
