import { branchTransfer, interBranch, reverseBranchTransfer } from '#books';
import { newId } from '#kernel/ids';
import { parseDateInput } from '#lib/formats.ts';
import { dateValue, formKey, gatherErrors, moneyValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { deferralText } from '#lib/text/deferrals.ts';
import { pick } from '#lib/text/index.ts';
import { bookAct, filled } from '../assets/act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The inter-branch account, by branch and by pair, and the form of a transfer. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const read = parseDateInput(event.url.searchParams.get('on') ?? '');
  const { branches, lines, ...found } = await orErrorPage(
    interBranch(context, 'date' in read ? { on: read.date } : {}),
  );
  return {
    ...found,
    branches: branches.map(({ id, name }) => ({ value: id, label: name })),
    lines: lines.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
    key: newId(),
    today: context.clock.today(context.cooperative.zone),
    mayWrite: context.actor.permissions.has('books.assets'),
  };
};

const TEXTS = ['fromBranchId', 'toBranchId', 'fromCode', 'toCode', 'description'];

export const actions: Actions = {
  transfer: bookAct<RequestEvent>('books.assets', async (context, values, { locals: { locale } }) => {
    const input: Record<string, unknown> = {
      ...Object.fromEntries(TEXTS.map((name) => [name, ''])),
      ...filled(values, TEXTS),
    };
    gatherErrors([
      () => Object.assign(input, { amount: moneyValue(values, 'amount', locale) }),
      () => Object.assign(input, { happenedOn: dateValue(values, 'happenedOn', locale) }),
    ]);
    await branchTransfer(context, input, { key: formKey(values) });
    return { to: '/staff/interbranch', text: pick(deferralText, locale).transferred };
  }),
  reverse: bookAct<RequestEvent>('books.assets', async (context, values, { locals: { locale } }) => {
    const input = { id: values['id'], reason: values['reason'] ?? '' };
    await reverseBranchTransfer(context, input, { key: formKey(values) });
    return { to: '/staff/interbranch', text: pick(deferralText, locale).reversed };
  }),
};
