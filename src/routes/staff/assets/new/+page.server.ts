import { assetForm, registerAsset } from '#books';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { dateValue, type FormValues, formKey, gatherErrors, moneyValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { assetText } from '#lib/text/assets.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { bookAct, filled, monthValue } from '../act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.assets');
  const { categories, branches, payers } = await orErrorPage(assetForm(context, {}));
  return {
    key: newId(),
    today: context.clock.today(context.cooperative.zone),
    categories: categories.map(({ code, name }) => ({ value: code, label: name })),
    branches: branches.map(({ id, name }) => ({ value: id, label: name })),
    payers: payers.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
  };
};

/** Money and dates of the form as the command takes them, all faults at once. */
function read(values: FormValues, locale: Locale): Record<string, unknown> {
  const t = pick(assetText, locale);
  const input: Record<string, unknown> = {};
  const existing = values['origin'] === 'existing';
  const reads: (() => void)[] = [
    () => Object.assign(input, { acquiredOn: dateValue(values, 'acquiredOn', locale) }),
    () => Object.assign(input, { cost: moneyValue(values, 'cost', locale) }),
  ];
  if (values['residual']) reads.push(() => Object.assign(input, { residual: moneyValue(values, 'residual', locale) }));
  if (values['rate'])
    reads.push(() => Object.assign(input, { decliningPpm: ratePpm(values['rate'] ?? '', t.rateFormat) }));
  if (existing) {
    if (values['opening']) {
      reads.push(() => Object.assign(input, { openingAccumulated: moneyValue(values, 'opening', locale) }));
    }
    if (values['depreciatesFrom']) {
      reads.push(() => Object.assign(input, { depreciatesFrom: monthValue(values, 'depreciatesFrom') }));
    }
  } else {
    reads.push(() => {
      if (!values['paidFrom']) throw fieldError('paidFrom', 'required', t.paidFromMissing);
      input['paidFrom'] = values['paidFrom'];
    });
  }
  gatherErrors(reads);
  return input;
}

function ratePpm(text: string, message: string): number {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text);
  const ppm = match ? Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(2, '0')) * 100 : 0;
  if (ppm < 1 || ppm > 1_000_000) throw fieldError('rate', 'rate_format', message);
  return ppm;
}

const TEXTS = [
  'code',
  'name',
  'categoryCode',
  'quantity',
  'method',
  'lifeMonths',
  'branchId',
  'location',
  'holder',
  'condition',
];

export const actions: Actions = {
  default: bookAct<RequestEvent>('books.assets', async (context, values, { locals: { locale } }) => {
    const required = { code: '', name: '', categoryCode: '', location: '' };
    const input = { ...required, ...filled(values, TEXTS), ...read(values, locale) };
    const { result } = await registerAsset(context, input, { key: formKey(values) });
    return { to: `/staff/assets/${result.id}`, text: pick(assetText, locale).registered };
  }),
};
