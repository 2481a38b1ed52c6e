import { newId } from '#kernel/ids';
import { dateValue, formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { endRelatedParty, noteRelatedParty, relatedParties } from '#loans';
import { memberIdsOf } from '../member-numbers.ts';
import { securityAct } from '../security-act.ts';
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

const act = (run: Parameters<typeof securityAct<RequestEvent>>[2]) =>
  securityAct<RequestEvent>('loans.manage', () => '/staff/loans/related', run);

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
