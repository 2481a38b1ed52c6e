import { error, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { savingsText } from '#lib/text/savings.ts';
import { block, closeSavings, savingsDetail, unblock } from '#savings';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Blocking, lifting a block, closing. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.withdraw');
  const { account } = await orErrorPage(savingsDetail(context, { accountId: event.params.id }));
  if (!account) error(404, { message: 'Simpanan ini tidak ada' });
  return { key: newId(), account };
};

type Change = (context: Context, values: FormValues, locale: Locale) => Promise<unknown>;

async function change(event: RequestEvent, doing: Change) {
  const context = await requireStaff(event, 'savings.withdraw');
  const values = await readForm(event.request);
  try {
    await doing(context, values, event.locals.locale);
  } catch (refusal) {
    return formFailure(refusal, values);
  }
  setFlash(event.cookies, { tone: 'success', text: pick(savingsText, event.locals.locale).saved });
  redirect(303, `/staff/savings/${event.params.id}`);
}

const reasonOf = (accountId: string, values: FormValues) => ({ accountId, reason: values['reason'] });

export const actions: Actions = {
  block: (event) =>
    change(event, (context, values, locale) => {
      const amount = values['amount'] ? { amount: moneyValue(values, 'amount', locale) } : {};
      return block(context, { ...reasonOf(event.params.id, values), ...amount }, { key: formKey(values) });
    }),
  unblock: (event) =>
    change(event, (context, values) => unblock(context, reasonOf(event.params.id, values), { key: formKey(values) })),
  close: (event) =>
    change(event, (context, values) =>
      closeSavings(context, reasonOf(event.params.id, values), { key: formKey(values) }),
    ),
};
