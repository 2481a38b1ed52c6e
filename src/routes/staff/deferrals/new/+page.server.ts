import { addDeferral, deferralForm } from '#books';
import { newId } from '#kernel/ids';
import { dateValue, formKey, gatherErrors, moneyValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { deferralText } from '#lib/text/deferrals.ts';
import { pick } from '#lib/text/index.ts';
import { bookAct, filled, monthValue } from '../../assets/act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.assets');
  const { lines, branches } = await orErrorPage(deferralForm(context, {}));
  const choicesOf = (kinds: readonly string[]) =>
    lines
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  return {
    key: newId(),
    today: context.clock.today(context.cooperative.zone),
    balanceLines: choicesOf(['asset', 'liability']),
    resultLines: choicesOf(['revenue', 'expense']),
    branches: branches.map(({ id, name }) => ({ value: id, label: name })),
  };
};

export const actions: Actions = {
  default: bookAct<RequestEvent>('books.assets', async (context, values, { locals: { locale } }) => {
    const input: Record<string, unknown> = {
      name: '',
      balanceCode: '',
      resultCode: '',
      ...filled(values, ['kind', 'name', 'balanceCode', 'resultCode', 'months', 'branchId', 'cashCode']),
    };
    gatherErrors([
      () => Object.assign(input, { amount: moneyValue(values, 'amount', locale) }),
      () => Object.assign(input, { firstMonth: monthValue(values, 'firstMonth') }),
      () => values['cashCode'] && Object.assign(input, { happenedOn: dateValue(values, 'happenedOn', locale) }),
    ]);
    const { result } = await addDeferral(context, input, { key: formKey(values) });
    return { to: `/staff/deferrals/${result.id}`, text: pick(deferralText, locale).saved };
  }),
};
