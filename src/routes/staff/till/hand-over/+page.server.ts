import { redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { type FormValues, formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { handOver, handOverFromVault, tills } from '#payments';
import { patiently } from '../counter.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const list = await orErrorPage(tills(context, {}));
  const asked = event.url.searchParams.get('from');
  const from = list.find((till) => (asked ? till.id === asked && till.kind === 'vault' : till.session?.mine));
  if (!from) redirect(303, '/staff/till');
  const receivers = list.filter((till) => till.id !== from.id && (till.session || till.kind === 'vault'));
  return {
    key: newId(),
    from: { id: from.id, name: from.name, balance: from.balance, vault: asked !== null },
    receivers: receivers.map((till) => ({
      value: till.id,
      label: till.session ? `${till.name} (${till.session.tellerName})` : till.name,
    })),
  };
};

export const actions: Actions = {
  check: async (event) => {
    await requireStaff(event);
    const values = await readForm(event.request);
    try {
      const amount = moneyValue(values, 'amount', event.locals.locale);
      return { values, errors: {}, message: undefined, amount };
    } catch (refusal) {
      return formFailure(refusal, values);
    }
  },
  hand: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    let receiptId: string;
    try {
      const amount = moneyValue(values, 'amount', event.locals.locale);
      ({ receiptId } = (await patiently(() => hand(context, values, amount))).result);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/staff/till/receipts/${receiptId}`);
  },
};

function hand(context: Context, values: FormValues, amount: string) {
  const input = { toTillId: values['toTillId'], amount, note: values['note'] ?? '' };
  const key = { key: formKey(values) };
  const fromTillId = values['fromTillId'];
  return fromTillId ? handOverFromVault(context, { ...input, fromTillId }, key) : handOver(context, input, key);
}
