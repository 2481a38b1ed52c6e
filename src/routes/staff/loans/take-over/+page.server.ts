import { redirect } from '@sveltejs/kit';
import { loanPositions, takeOverPositions } from '#imports';
import { addMonths } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { count } from '#lib/formats.ts';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { takeOverText } from '#lib/text/take-over.ts';
import type { Actions, PageServerLoad } from './$types';
import { chosenLoans, remainingGuess } from './chosen.ts';

const PAGE_ROWS = 50;

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.manage');
  const offset = Math.max(0, Number.parseInt(event.url.searchParams.get('offset') ?? '0', 10) || 0);
  const { rows, total, sumSen, overpaid, products, today } = await orErrorPage(
    loanPositions(context, { offset, limit: PAGE_ROWS }),
  );
  return {
    key: newId(),
    rows: rows.map((row) => ({ ...row, guess: remainingGuess(row.tenor) })),
    total,
    sumSen,
    overpaid,
    products: products.map(({ id: value, code, name }) => ({ value, label: `${name} (${code})` })),
    firstDueOn: addMonths(today, 1),
    nextOffset: offset + PAGE_ROWS < total ? offset + PAGE_ROWS : null,
    previousOffset: offset > 0 ? Math.max(0, offset - PAGE_ROWS) : null,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'loans.manage');
    const { locale } = event.locals;
    const t = pick(takeOverText, locale);
    const values = await readForm(event.request);
    let taken = 0;
    try {
      const input = {
        productId: values['productId'] ?? '',
        firstDueOn: dateValue(values, 'firstDueOn', locale),
        loans: chosenLoans(values, t),
      };
      taken = (await takeOverPositions(context, input, { key: formKey(values) })).result.count;
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: t.done(count(taken, locale)) });
    redirect(303, '/staff/loans/take-over');
  },
};
