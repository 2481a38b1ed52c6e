import { bookYearOf, budgetVersions, startBudget } from '#books';
import { cooperativeProfile } from '#cooperatives';
import { newId } from '#kernel/ids';
import { staffAct } from '#lib/server/act.ts';
import { formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { budgetText } from '#lib/text/budget.ts';
import { pick } from '#lib/text/index.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Budgets of every year, and the form that begins a draft. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const [versions, profile] = await Promise.all([
    orErrorPage(budgetVersions(context, {})),
    orErrorPage(cooperativeProfile(context, {})),
  ]);
  const today = context.clock.today(context.cooperative.zone);
  return {
    versions,
    year: bookYearOf(today, profile.bookYearStartMonth).year,
    mayPlan: context.actor.permissions.has('books.plan'),
    key: newId(),
  };
};

export const actions: Actions = {
  default: staffAct<RequestEvent>('books.plan', async (context, { values, event }) => {
    const percent = values['percent'] ?? '';
    const input = {
      ...{ year: values['year'], note: values['note'], from: values['from'] },
      ...(values['from'] === 'actual' && percent !== '' && { percent }),
    };
    const { result } = await startBudget(context, input, { key: formKey(values) });
    const t = pick(budgetText, event.locals.locale);
    return { to: `/staff/budget/${String(result['versionId'])}`, say: t.started };
  }),
};
