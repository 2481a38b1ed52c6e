import { error } from '@sveltejs/kit';
import { budgetDetail, setBudgetMonths } from '#books';
import { cooperativeProfile } from '#cooperatives';
import { newId } from '#kernel/ids';
import { staffAct } from '#lib/server/act.ts';
import { formKey, gatherErrors, moneyValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { budgetText } from '#lib/text/budget.ts';
import { pick } from '#lib/text/index.ts';
import { monthNames } from '../../months.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const PLACES = Array.from({ length: 12 }, (_, place) => place);

/** One line of a budget, month by month. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const [{ version, lines }, profile] = await Promise.all([
    orErrorPage(budgetDetail(context, { id: event.params.id })),
    orErrorPage(cooperativeProfile(context, {})),
  ]);
  const line = lines.find(({ code }) => code === event.params.code);
  if (!line) error(404, { message: 'Baris anggaran ini tidak ada' });
  const names = monthNames(version.year, profile.bookYearStartMonth, event.locals.locale);
  return {
    version,
    line,
    months: PLACES.map((place) => ({
      name: `month${place}`,
      label: names[place] ?? '',
      amount: line.months[place] ?? '0.00',
    })),
    mayPlan: version.resolution === null && context.actor.permissions.has('books.plan'),
    key: newId(),
  };
};

export const actions: Actions = {
  default: staffAct<RequestEvent>('books.plan', async (context, { values, event }) => {
    const { id, code } = event.params;
    const months = PLACES.map(() => '0');
    gatherErrors(
      PLACES.map((place) => () => {
        const name = `month${place}`;
        if (values[name]) months[place] = moneyValue(values, name, event.locals.locale);
      }),
    );
    await setBudgetMonths(context, { versionId: id, code, months }, { key: formKey(values) });
    return { to: `/staff/budget/${id}`, say: pick(budgetText, event.locals.locale).monthsSaved };
  }),
};
