import { redirect } from '@sveltejs/kit';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { askedDay } from '#lib/asked-day.ts';
import { formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { repaymentDesk, settle } from '#loans';
import { ownTill, tillSettleLoan } from '#payments';
import { offeredChannels, sourceFrom } from '../paying.ts';
import type { Actions, PageServerLoad } from './$types';

const DISCOUNT_NOT_AT_TILL =
  'Potongan menunggu persetujuan orang kedua, jadi tidak bisa diterima di kas teller. Pilih cara bayar lain';

/** What settles a loan, on today or a later day; it is taken only today. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.collect');
  const typed = event.url.searchParams.get('on') ?? '';
  const on = askedDay(typed);
  const [desk, till] = await Promise.all([
    orErrorPage(repaymentDesk(context, { loanId: event.params.id, ...(on ? { on } : {}) })),
    ownTill(context, {}),
  ]);
  const channels = offeredChannels({ till: till !== null, savings: desk.savings.length, banks: desk.banks.length });
  const today = context.clock.today(context.cooperative.zone);
  return { key: newId(), desk, channels, today, on: typed };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'loans.collect');
    const values = await readForm(event.request);
    const { locale } = event.locals;
    let receiptId: string;
    try {
      const loanId = event.params.id;
      const source = sourceFrom(values);
      const key = { key: formKey(values) };
      const discount = (field: string) => (values[field] ? moneyValue(values, field, locale) : '0.00');
      const [interestDiscount, penaltyDiscount] = [discount('interestDiscount'), discount('penaltyDiscount')];
      const discounted = interestDiscount !== '0.00' || penaltyDiscount !== '0.00';
      const atTill = source.channel === 'till';
      // A discount runs when a second person agrees, at whatever hour: no drawer is waiting open for it.
      if (atTill && discounted) throw fieldError('channel', 'discount_not_at_till', DISCOUNT_NOT_AT_TILL);
      const told = discounted ? {} : { expected: values['expected'] };
      const done = atTill
        ? await tillSettleLoan(context, { loanId, expected: values['expected'] }, key)
        : await settle(context, { loanId, ...source, ...told, interestDiscount, penaltyDiscount }, key);
      ({ receiptId } = done.result);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/staff/till/receipts/${receiptId}`);
  },
};
