import { depreciate, depreciationPlan } from '#books';
import { newId } from '#kernel/ids';
import { count, rupiah } from '#lib/formats.ts';
import { formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { assetText } from '#lib/text/assets.ts';
import { pick } from '#lib/text/index.ts';
import { bookAct, monthOf, monthValue } from '../act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What the depreciation of a month would book. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const month = monthOf(event.url.searchParams.get('month'));
  return {
    plan: await orErrorPage(depreciationPlan(context, month ? { month } : {})),
    key: newId(),
    mayWrite: context.actor.permissions.has('books.assets'),
  };
};

export const actions: Actions = {
  default: bookAct<RequestEvent>('books.assets', async (context, values, { locals: { locale } }) => {
    const { result } = await depreciate(context, { month: monthValue(values, 'month') }, { key: formKey(values) });
    const text = pick(assetText, locale).ran(count(result.assets, locale), rupiah(result.amount));
    return { to: `/staff/assets/depreciation?month=${values['month']}`, text };
  }),
};
