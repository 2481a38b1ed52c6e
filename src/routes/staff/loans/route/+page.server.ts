import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanQualityText } from '#lib/text/loan-quality.ts';
import { collectorRoute, loanOfficers } from '#loans';
import { saveContact } from '../contact-form.ts';
import { officerOf } from '../filters.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whom to visit: by village, the longest overdue first. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const { searchParams } = event.url;
  const officerId = officerOf(searchParams, context);
  const [route, officers] = await Promise.all([
    orErrorPage(collectorRoute(context, officerId ? { officerId } : {})),
    loanOfficers(context, {}),
  ]);
  const villages = Map.groupBy(route.stops, ({ village }) => village);
  return {
    villages: [...villages].map(([village, stops]) => ({ village, stops })),
    more: route.more,
    officers,
    me: context.actor.personId,
    officerId: searchParams.get('officerId') ?? '',
    noting: searchParams.get('note'),
    key: newId(),
    mayCollect: context.actor.permissions.has('loans.collect'),
  };
};

export const actions: Actions = {
  note: async (event) => {
    const context = await requireStaff(event, 'loans.collect');
    const values = await readForm(event.request);
    try {
      await saveContact(context, values, event.locals.locale);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanQualityText, event.locals.locale).saved });
    const officerId = event.url.searchParams.get('officerId') ?? '';
    redirect(303, `/staff/loans/route?officerId=${encodeURIComponent(officerId)}`);
  },
};
