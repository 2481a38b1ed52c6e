import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { savingsDetail } from '#savings';
import type { PageServerLoad } from './$types';

/** One saving: its balance, its facts, what happened last, and what may be done. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.read');
  const detail = await orErrorPage(savingsDetail(context, { accountId: event.params.id }));
  const { permissions } = context.actor;
  return {
    ...detail,
    zone: context.cooperative.zone,
    now: context.clock.now().toISOString(),
    may: {
      deposit: permissions.has('savings.deposit'),
      withdraw: permissions.has('savings.withdraw'),
      transfer: permissions.has('savings.transfer'),
      reverse: permissions.has('savings.reverse'),
    },
  };
};
