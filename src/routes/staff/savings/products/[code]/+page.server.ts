import { error, redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { savingsText } from '#lib/text/savings.ts';
import { changeTerms, productDetail, setProductOffer, type Terms } from '#savings';
import { readTermsForm, termsFormValues } from '../terms-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One product with every version of its terms. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.read');
  const detail = await orErrorPage(productDetail(context, { code: event.params.code }));
  if (!detail) error(404, { message: 'Produk simpanan ini tidak ada' });
  return {
    key: newId(),
    product: detail.product,
    terms: detail.terms.map((terms) => ({
      ...shown(terms),
      inForce: terms === detail.inForce || terms.effectiveFrom === detail.inForce?.effectiveFrom,
    })),
    initial: detail.inForce ? termsFormValues(detail.inForce) : {},
    mayChange: context.actor.permissions.has('savings.products'),
  };
};

function shown(terms: Terms) {
  const amount = (sen: bigint | null) => (sen === null || sen === 0n ? null : formatDecimal(sen));
  const { effectiveFrom, legalBasis, setByName, balanceMethod, posting, taxed } = terms;
  return {
    effectiveFrom,
    legalBasis,
    setByName,
    balanceMethod,
    posting,
    taxed,
    ratePpm: Number(terms.ratePpm),
    tiers: terms.tiers.map(({ upToSen, ratePpm }) => ({
      upTo: upToSen ? formatDecimal(BigInt(upToSen)) : null,
      ratePpm,
    })),
    tenors: terms.tenors,
    due: amount(terms.dueSen),
    adminFee: amount(terms.adminFeeSen),
    minBalance: amount(terms.minBalanceSen),
    minDeposit: amount(terms.minDepositSen),
    approvalAbove: amount(terms.approvalAboveSen),
  };
}

async function productId(event: RequestEvent, context: Parameters<typeof productDetail>[0]): Promise<string> {
  const detail = await productDetail(context, { code: event.params.code });
  if (!detail) error(404, { message: 'Produk simpanan ini tidak ada' });
  return detail.product.id;
}

export const actions: Actions = {
  terms: async (event) => {
    const context = await requireStaff(event, 'savings.products');
    const values = await readForm(event.request);
    const { locale } = event.locals;
    try {
      const terms = readTermsForm(values, locale);
      await changeTerms(context, { productId: await productId(event, context), terms }, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(savingsText, locale).termsSaved });
    redirect(303, `/staff/savings/products/${event.params.code}`);
  },
  offer: async (event) => {
    const context = await requireStaff(event, 'savings.products');
    const values = await readForm(event.request);
    try {
      const status = values['status'];
      await setProductOffer(context, { productId: await productId(event, context), status }, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/staff/savings/products/${event.params.code}`);
  },
};
