import { newId } from '#kernel/ids';
import { stepsFor } from '#lib/members/steps.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { memberPage } from '#members';
import type { PageServerLoad } from './$types';

/** One member: record, heirs, history, who looked, and what may be done now. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'members.read');
  const { permissions } = context.actor;
  const shown = await orErrorPage(memberPage(context, { memberId: event.params.id }));
  return {
    ...shown,
    key: newId(),
    zone: context.cooperative.zone,
    steps: stepsFor(shown.member, permissions),
    may: {
      write: permissions.has('members.write'),
      admit: permissions.has('members.admit'),
      unmask: permissions.has('members.unmask'),
      photo: permissions.has('documents.read'),
      savings: permissions.has('savings.read'),
    },
  };
};
