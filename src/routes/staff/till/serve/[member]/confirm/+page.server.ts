import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { formatDecimal, parseDecimal } from '#kernel/money';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { memberAtCounter, ownTill, tillDeposit, tillWithdraw } from '#payments';
import { patiently, readAct } from '../../../counter.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'till.operate');
  const { member, act, amount, change } = await asked(event, context);
  const till = await orErrorPage(ownTill(context, {}));
  const balanceSen = parseDecimal(act.saving.balance);
  const amountSen = parseDecimal(amount);
  const after = act.kind === 'deposit' ? balanceSen + amountSen : balanceSen - amountSen;
  return {
    key: newId(),
    member,
    kind: act.kind,
    saving: act.saving,
    amount,
    change,
    balanceAfter: formatDecimal(after),
    enough: act.kind === 'deposit' || amountSen <= parseDecimal(act.saving.available),
    till: till && { name: till.name, code: till.code },
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'till.operate');
    const { act, amount } = await asked(event, context);
    const values = await readForm(event.request);
    let receiptId: string;
    try {
      const input = { accountId: act.saving.id, amount, note: values['note'] ?? '' };
      const key = { key: formKey(values) };
      const serve = act.kind === 'deposit' ? tillDeposit : tillWithdraw;
      ({ receiptId } = (await patiently(() => serve(context, input, key))).result);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/staff/till/receipts/${receiptId}?served=1`);
  },
};

/** What this page asks about, from its address; an address that makes no sense goes back to the form. */
async function asked(event: RequestEvent<{ member: string }>, context: Context) {
  const { searchParams } = event.url;
  const change = `/staff/till/serve/${event.params.member}?${new URLSearchParams([...searchParams].filter(([name]) => !name.startsWith('/')))}`;
  const { member, savings } = await orErrorPage(memberAtCounter(context, { memberId: event.params.member }));
  const act = readAct(savings, searchParams.get('act'));
  const amount = searchParams.get('amount') ?? '';
  if (!act || !/^\d{1,14}\.\d{2}$/.test(amount)) redirect(303, change);
  return { member, act, amount, change };
}
