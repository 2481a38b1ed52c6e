import { redirect } from '@sveltejs/kit';
import { startOfMonth } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { savingsText } from '#lib/text/savings.ts';
import { addProduct } from '#savings';
import { readTermsForm } from '../terms-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.products');
  return { key: newId(), from: startOfMonth(context.clock.today(context.cooperative.zone)) };
};

const CODES = ['interestChartCode', 'taxChartCode', 'feeChartCode'];

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'savings.products');
    const values = await readForm(event.request);
    const { locale } = event.locals;
    try {
      const { code, name, kind, chartCode } = values;
      const codes = Object.fromEntries(CODES.filter((field) => values[field]).map((field) => [field, values[field]]));
      const terms = readTermsForm(values, locale);
      const product = {
        code,
        name,
        kind,
        chartCode,
        ...codes,
        opensOnAdmission: values['opensOnAdmission'] === 'on',
        terms,
      };
      await addProduct(context, product, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(savingsText, locale).productSaved });
    redirect(303, '/staff/savings');
  },
};
