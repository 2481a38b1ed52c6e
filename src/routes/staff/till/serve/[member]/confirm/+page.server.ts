import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { formatDecimal, parseDecimal } from '#kernel/money';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { memberAtCounter, ownTill, tillDeposit, tillRepayLoan, tillWithdraw } from '#payments';
import { type Act, patiently, readAct } from '../../../counter.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'till.operate');
  const { member, act, amount, change } = await asked(event, context);
  const till = await orErrorPage(ownTill(context, {}));
  const shown = { key: newId(), member, amount, change, till: till && { name: till.name, code: till.code } };
  if (act.kind === 'pay') return { ...shown, kind: act.kind, loan: act.loan, enough: true as const };
  const balanceSen = parseDecimal(act.saving.balance);
  const amountSen = parseDecimal(amount);
  const after = act.kind === 'deposit' ? balanceSen + amountSen : balanceSen - amountSen;
  return {
    ...shown,
    kind: act.kind,
    saving: act.saving,
    balanceAfter: formatDecimal(after),
    enough: act.kind === 'deposit' || amountSen <= parseDecimal(act.saving.available),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'till.operate');
    const { act, amount } = await asked(event, context);
    const values = await readForm(event.request);
    let receiptId: string;
    try {
      const key = { key: formKey(values) };
      const note = values['note'] ?? '';
      ({ receiptId } = (await patiently(() => serve(context, { act, amount, note }, key))).result);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/staff/till/receipts/${receiptId}?served=1`);
  },
};

function serve(
  context: Context,
  { act, amount, note }: { act: Act; amount: string; note: string },
  key: { key: string },
): Promise<{ result: { receiptId: string } }> {
  if (act.kind === 'pay') return tillRepayLoan(context, { loanId: act.loan.id, amount, note }, key);
  const input = { accountId: act.saving.id, amount, note };
  return act.kind === 'deposit' ? tillDeposit(context, input, key) : tillWithdraw(context, input, key);
}

/** What this page asks about, from its address; an address that makes no sense goes back to the form. */
async function asked(event: RequestEvent<{ member: string }>, context: Context) {
  const { searchParams } = event.url;
  const change = `/staff/till/serve/${event.params.member}?${new URLSearchParams([...searchParams].filter(([name]) => !name.startsWith('/')))}`;
  const served = await orErrorPage(memberAtCounter(context, { memberId: event.params.member }));
  const act = readAct(served, searchParams.get('act'));
  const amount = searchParams.get('amount') ?? '';
  if (!act || !/^\d{1,14}\.\d{2}$/.test(amount)) redirect(303, change);
  return { member: served.member, act, amount, change };
}
