import { bookCorporateTax, bookTurnoverTax, incomeTax } from '#books';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import { monthText, parseRupiahInput, rupiah } from '#lib/formats.ts';
import { formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { taxText } from '#lib/text/tax.ts';
import { bookAct, monthValue } from '../../assets/act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The cooperative's own income tax of a book year, computed as its books stand. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { searchParams } = event.url;
  const year = searchParams.get('year') ?? '';
  const [note, amount] = [searchParams.get('note') ?? '', searchParams.get('correction') ?? ''];
  const read = signedRupiah(amount);
  const corrections = read === undefined || read === '0.00' ? [] : [{ note: note.slice(0, 120) || '–', amount: read }];
  const found = await orErrorPage(incomeTax(context, { ...(/^20\d{2}$/.test(year) && { year }), corrections }));
  return {
    ...found,
    note,
    correction: amount,
    wrongCorrection: amount !== '' && read === undefined,
    key: newId(),
    mayWrite: context.actor.permissions.has('books.tax'),
  };
};

/** A typed amount that may begin with a minus sign, as a decimal string; undefined when it is none. */
function signedRupiah(text: string): string | undefined {
  const minus = /^[-−]/.test(text.trim());
  const read = parseRupiahInput(text.trim().replace(/^[-−]\s*/, ''));
  if (!('sen' in read)) return undefined;
  return formatDecimal(minus ? -read.sen : read.sen);
}

function correctionsOf(values: Record<string, string>, locale: Locale): { note: string; amount: string }[] {
  const text = values['correction'] ?? '';
  if (text === '') return [];
  const amount = signedRupiah(text);
  const t = pick(taxText, locale);
  if (amount === undefined) throw fieldError('correction', 'amount_format', t.correctionFormat);
  return [{ note: values['note'] || '–', amount }];
}

export const actions: Actions = {
  month: bookAct<RequestEvent>('books.tax', async (context, values, { locals: { locale } }) => {
    const { result } = await bookTurnoverTax(context, { month: monthValue(values, 'month') }, { key: formKey(values) });
    const text = pick(taxText, locale).monthDone(monthText(values['month'] ?? '', locale), rupiah(result.tax));
    return { to: '/staff/tax/income', text };
  }),
  year: bookAct<RequestEvent>('books.tax', async (context, values, { locals: { locale } }) => {
    const input = { year: values['year'], corrections: correctionsOf(values, locale) };
    const { result } = await bookCorporateTax(context, input, { key: formKey(values) });
    const to = `/staff/tax/income?year=${values['year']}`;
    return { to, text: pick(taxText, locale).yearDone(rupiah(result.tax)) };
  }),
};
