import { TAX_OBJECTS, taxLines, withholdTax } from '#books';
import { newId } from '#kernel/ids';
import { rupiah } from '#lib/formats.ts';
import { dateValue, formKey, gatherErrors, moneyValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { taxText } from '#lib/text/tax.ts';
import { bookAct, filled } from '../../../assets/act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.tax');
  const { payers, expenses } = await orErrorPage(taxLines(context, {}));
  const choiceOf = ({ code, name }: { code: string; name: string }) => ({ value: code, label: `${code} ${name}` });
  const { kinds } = pick(taxText, event.locals.locale);
  return {
    key: newId(),
    today: context.clock.today(context.cooperative.zone),
    objects: TAX_OBJECTS.map(({ code, tax, name }) => ({ value: code, label: `${kinds[tax]}: ${name}` })),
    payers: payers.map(choiceOf),
    expenses: expenses.map(choiceOf),
  };
};

const NEEDED = ['object', 'payeeName', 'expenseCode', 'paidFrom', 'description'];

export const actions: Actions = {
  default: bookAct<RequestEvent>('books.tax', async (context, values, { locals: { locale } }) => {
    const input: Record<string, unknown> = {
      ...Object.fromEntries(NEEDED.map((name) => [name, ''])),
      ...filled(values, [...NEEDED, 'payeeNumber', 'ratePercent']),
    };
    gatherErrors([
      () => Object.assign(input, { paidOn: dateValue(values, 'paidOn', locale) }),
      () => Object.assign(input, { gross: moneyValue(values, 'gross', locale) }),
    ]);
    const { result } = await withholdTax(context, input, { key: formKey(values) });
    const text = pick(taxText, locale).slipDone(result.slip, rupiah(result.net));
    return { to: `/staff/tax/withholding/${result.id}`, text };
  }),
};
