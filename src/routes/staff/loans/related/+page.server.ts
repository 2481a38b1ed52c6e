import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, type FormValues, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanSecurityText } from '#lib/text/loan-security.ts';
import { endRelatedParty, noteRelatedParty, relatedParties } from '#loans';
import { memberIdsOf } from '../member-numbers.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Who is a related party of the cooperative. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  return {
    parties: await orErrorPage(relatedParties(context, {})),
    key: newId(),
    today: context.clock.today(context.cooperative.zone),
    mayWrite: context.actor.permissions.has('loans.manage'),
  };
};

type Act = (
  context: Awaited<ReturnType<typeof requireStaff>>,
  values: FormValues,
  event: RequestEvent,
) => Promise<unknown>;

function act(run: Act) {
  return async (event: RequestEvent) => {
    const context = await requireStaff(event, 'loans.manage');
    const values = await readForm(event.request);
    try {
      await run(context, values, event);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanSecurityText, event.locals.locale).done });
    redirect(303, '/staff/loans/related');
  };
}

export const actions: Actions = {
  note: act(async (context, values, { locals: { locale } }) => {
    const [memberId] = await memberIdsOf(context, { text: values['memberId'], field: 'memberId', locale });
    const party = {
      memberId,
      role: values['role'],
      relation: values['relation'] ?? '',
      since: dateValue(values, 'since', locale),
    };
    return noteRelatedParty(context, party, { key: formKey(values) });
  }),
  end: act((context, values) => endRelatedParty(context, { id: values['id'] }, { key: formKey(values) })),
};
