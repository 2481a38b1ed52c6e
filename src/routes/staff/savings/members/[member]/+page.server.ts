import { redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, type FormValues, formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { savingsText } from '#lib/text/savings.ts';
import { memberDetail } from '#members';
import { memberSavings, openAccountsOfMember, openSavings, placeTermDeposit, productOffers } from '#savings';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One member's savings, and what else they can open. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.read');
  const [member, savings, offers] = await Promise.all([
    orErrorPage(memberDetail(context, { memberId: event.params.member })),
    orErrorPage(memberSavings(context, { memberId: event.params.member })),
    productOffers(context, {}),
  ]);
  const held = new Set(savings.filter(({ status }) => status !== 'closed').map(({ productId }) => productId));
  const open = offers.filter(({ id, kind }) => !(held.has(id) && (kind === 'principal' || kind === 'mandatory')));
  return {
    key: newId(),
    member: { id: member.id, number: member.number, fullName: member.fullName, status: member.status },
    savings,
    offers: open.filter(({ kind }) => kind !== 'term' && kind !== 'principal' && kind !== 'mandatory'),
    terms: open.filter(({ kind }) => kind === 'term'),
    missing: open.some(({ kind }) => kind === 'principal' || kind === 'mandatory'),
    mayOpen: context.actor.permissions.has('savings.deposit'),
  };
};

type Doing = (context: Context, values: FormValues, memberId: string, locale: Locale) => Promise<unknown>;

/** Runs one of the page's commands and comes back to it, or shows what stood in the way. */
async function act(event: RequestEvent, done: 'opened' | 'placed', doing: Doing) {
  const context = await requireStaff(event, 'savings.deposit');
  const values = await readForm(event.request);
  try {
    await doing(context, values, event.params.member, event.locals.locale);
  } catch (refusal) {
    return formFailure(refusal, values);
  }
  setFlash(event.cookies, { tone: 'success', text: pick(savingsText, event.locals.locale)[done] });
  redirect(303, `/staff/savings/members/${event.params.member}`);
}

export const actions: Actions = {
  usual: (event) =>
    act(event, 'opened', (context, values, memberId) =>
      openAccountsOfMember(context, { memberId }, { key: formKey(values) }),
    ),
  open: (event) =>
    act(event, 'opened', (context, values, memberId, locale) => {
      const goalOn = values['goalOn'] ? { goalOn: dateValue(values, 'goalOn', locale) } : {};
      return openSavings(context, { memberId, productId: values['productId'], ...goalOn }, { key: formKey(values) });
    }),
  place: (event) =>
    act(event, 'placed', (context, values, memberId, locale) => {
      const [productId, tenorMonths] = (values['tenor'] ?? '').split(':');
      const { payoutAccountId, payFrom, rollover } = values;
      const amount = moneyValue(values, 'amount', locale);
      const asked = { memberId, productId, tenorMonths, rollover, payoutAccountId, payFrom, amount };
      return placeTermDeposit(context, asked, { key: formKey(values) });
    }),
};
