import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { bankAccounts } from '#payments';
import type { PageServerLoad } from './$types';

/** Every bank account and how far it agrees. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'bank.read');
  return {
    accounts: await orErrorPage(bankAccounts(context, {})),
    mayReconcile: context.actor.permissions.has('bank.reconcile'),
  };
};
