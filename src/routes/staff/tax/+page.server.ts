import { payTax, taxLines, taxRecap } from '#books';
import { newId } from '#kernel/ids';
import { dateValue, formKey, gatherErrors, moneyValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { taxText } from '#lib/text/tax.ts';
import { bookAct, filled, monthOf, monthValue } from '../assets/act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Taxes of a month, those of earlier months that are owed, and the form of a payment. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const month = monthOf(event.url.searchParams.get('month'));
  const [recap, { payers }] = await Promise.all([
    orErrorPage(taxRecap(context, month ? { month } : {})),
    orErrorPage(taxLines(context, {})),
  ]);
  return {
    ...recap,
    rows: recap.rows.filter(({ state }) => state !== 'none'),
    payers: payers.filter(({ cash }) => cash).map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
    key: newId(),
    today: context.clock.today(context.cooperative.zone),
    mayWrite: context.actor.permissions.has('books.tax'),
  };
};

export const actions: Actions = {
  default: bookAct<RequestEvent>('books.tax', async (context, values, { locals: { locale } }) => {
    const texts = filled(values, ['kind', 'ntpn', 'paidFrom']);
    const input: Record<string, unknown> = { ntpn: '', paidFrom: '', ...texts };
    gatherErrors([
      () => Object.assign(input, { month: monthValue(values, 'month') }),
      () => Object.assign(input, { amount: moneyValue(values, 'amount', locale) }),
      () => Object.assign(input, { paidOn: dateValue(values, 'paidOn', locale) }),
    ]);
    await payTax(context, input, { key: formKey(values) });
    return { to: `/staff/tax?month=${values['month']}`, text: pick(taxText, locale).paidDone };
  }),
};
