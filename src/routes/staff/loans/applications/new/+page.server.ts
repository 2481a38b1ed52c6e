import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { readOffice } from '#lib/loans/office-form.ts';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanApplyText } from '#lib/text/loan-apply.ts';
import { enterApplication, loanOffers } from '#loans';
import { findMembers, memberDetail } from '#members';
import type { Actions, PageServerLoad } from './$types';
import { foundBorrower } from './found.ts';

/** A new application in the office: the member, then the kind of loan, then the form; each a page of its own. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.apply');
  const { searchParams } = event.url;
  const query = (searchParams.get('q') ?? '').trim();
  const found = query === '' ? [] : (await orErrorPage(findMembers(context, { q: query, limit: 20 }))).items;
  const memberId = searchParams.get('member');
  const member = memberId ? await orErrorPage(memberDetail(context, { memberId })) : null;
  const offers = await loanOffers(context, {});
  return {
    key: newId(),
    query,
    results: found.map(foundBorrower),
    member: member && { id: member.id, fullName: member.fullName, number: member.number },
    offers,
    offer: offers.find(({ id }) => id === searchParams.get('product')) ?? null,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'loans.apply');
    const values = await readForm(event.request);
    const { locale } = event.locals;
    let sent: { id: unknown; number: unknown };
    try {
      ({ result: sent } = await enterApplication(context, readOffice(values, locale), { key: formKey(values) }));
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanApplyText, locale).sent(String(sent.number)) });
    redirect(303, `/staff/loans/applications/${sent.id}`);
  },
};
