import { voidWithholding, withholdingSlip } from '#books';
import { newId } from '#kernel/ids';
import { formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { taxText } from '#lib/text/tax.ts';
import { bookAct } from '../../../assets/act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One withholding slip. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  return {
    slip: await orErrorPage(withholdingSlip(context, { id: event.params.id })),
    key: newId(),
    mayWrite: context.actor.permissions.has('books.tax'),
  };
};

export const actions: Actions = {
  default: bookAct<RequestEvent>('books.tax', async (context, values, { params: { id }, locals: { locale } }) => {
    await voidWithholding(context, { id, reason: values['reason'] ?? '' }, { key: formKey(values) });
    return { to: `/staff/tax/withholding/${id}`, text: pick(taxText, locale).voided };
  }),
};
