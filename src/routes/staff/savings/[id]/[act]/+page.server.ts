import { error, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { DomainError, fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formatDecimal, parseDecimal } from '#kernel/money';
import { type FormValues, formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { savingsText } from '#lib/text/savings.ts';
import { deposit, findSaving, savingsDetail, transfer, withdraw } from '#savings';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const ACTS = { deposit: 'savings.deposit', withdraw: 'savings.withdraw', transfer: 'savings.transfer' } as const;
type Act = keyof typeof ACTS;

function actOf(event: RequestEvent): Act {
  const { act } = event.params;
  if (act === 'deposit' || act === 'withdraw' || act === 'transfer') return act;
  error(404, { message: 'Halaman ini tidak ada' });
}

/** The form of one movement. What it does is shown and confirmed before any money moves. */
export const load: PageServerLoad = async (event) => {
  const act = actOf(event);
  const context = await requireStaff(event, ACTS[act]);
  const { account } = await orErrorPage(savingsDetail(context, { accountId: event.params.id }));
  if (!account) error(404, { message: 'Simpanan ini tidak ada' });
  return { key: newId(), act, account };
};

/** Who the money goes to, when it goes to another saving. */
async function receiverOf(context: Context, values: FormValues, locale: Locale) {
  const found = await findSaving(context, { number: (values['to'] ?? '').toUpperCase() });
  if (!found) throw fieldError('to', 'savings_account_unknown', pick(savingsText, locale).toUnknown);
  return found;
}

export const actions: Actions = {
  /** Shows what would happen; writes nothing. */
  check: async (event) => {
    const act = actOf(event);
    const context = await requireStaff(event, ACTS[act]);
    const values = await readForm(event.request);
    const { locale } = event.locals;
    try {
      const amount = moneyValue(values, 'amount', locale);
      if (amount === '0.00') throw fieldError('amount', 'amount_not_positive', 'Jumlah harus lebih dari nol');
      const { account } = await savingsDetail(context, { accountId: event.params.id });
      if (!account) throw new DomainError('not_found', 'savings_account_unknown', 'Simpanan ini tidak ada');
      const receiver = act === 'transfer' ? await receiverOf(context, values, locale) : undefined;
      const change = act === 'deposit' ? parseDecimal(amount) : -parseDecimal(amount);
      const after = parseDecimal(account.balance) + change;
      return { values, check: { amount, after: formatDecimal(after), receiver } };
    } catch (refusal) {
      return formFailure(refusal, values);
    }
  },
  /** Moves the money and opens the receipt. */
  move: async (event) => {
    const act = actOf(event);
    const context = await requireStaff(event, ACTS[act]);
    const values = await readForm(event.request);
    let receiptId: string;
    try {
      const amount = moneyValue(values, 'amount', event.locals.locale);
      const common = { amount, ...(values['note'] ? { note: values['note'] } : {}) };
      const key = { key: formKey(values) };
      if (act === 'transfer') {
        const { id: toAccountId } = await receiverOf(context, values, event.locals.locale);
        receiptId = (await transfer(context, { ...common, fromAccountId: event.params.id, toAccountId }, key)).result
          .id;
      } else {
        const serve = act === 'deposit' ? deposit : withdraw;
        receiptId = (await serve(context, { ...common, accountId: event.params.id }, key)).result.id;
      }
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/staff/till/receipts/${receiptId}`);
  },
};
