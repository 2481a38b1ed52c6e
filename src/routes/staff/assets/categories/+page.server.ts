import { assetCategories, setAssetCategory } from '#books';
import { newId } from '#kernel/ids';
import { formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { assetText } from '#lib/text/assets.ts';
import { pick } from '#lib/text/index.ts';
import { bookAct, filled } from '../act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The categories of assets. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { categories, lines } = await orErrorPage(assetCategories(context, {}));
  const choicesOf = (kind: string) =>
    lines.filter((line) => line.kind === kind).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  const edited = categories.find(({ code }) => code === event.url.searchParams.get('edit'));
  return {
    categories,
    assetLines: choicesOf('asset'),
    expenseLines: choicesOf('expense'),
    edited: edited ?? null,
    key: newId(),
    mayWrite: context.actor.permissions.has('books.assets'),
  };
};

const FIELDS = ['code', 'name', 'assetCode', 'accumulatedCode', 'expenseCode', 'method', 'lifeMonths'];

export const actions: Actions = {
  default: bookAct<RequestEvent>('books.assets', async (context, values, { locals: { locale } }) => {
    const input = { code: '', name: '', assetCode: '', ...filled(values, FIELDS) };
    await setAssetCategory(context, input, { key: formKey(values) });
    return { to: '/staff/assets/categories', text: pick(assetText, locale).categorySaved };
  }),
};
