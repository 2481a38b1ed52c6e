import { approvalList } from '#identity';
import type { Context } from '#kernel/context';
import type { Permission } from '#kernel/permissions';
import { requireStaff } from '#lib/server/session.ts';
import { memberCounts } from '#members';
import { ownTill } from '#payments';
import type { PageServerLoad } from './$types';

/** What waits for this person and how things stand, as far as they may see it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const [members, till, waiting] = await Promise.all([
    allowed(context, 'members.read', () => memberCounts(context, {})),
    allowed(context, 'till.operate', () => ownTill(context, {})),
    allowed(context, 'approvals.decide', () => approvalList(context, {})),
  ]);
  return {
    firstName: context.actor.name.split(' ')[0] ?? context.actor.name,
    members: members && { total: members.total, active: members.active, applied: members.applied },
    till: till && { name: till.name, balance: till.balance },
    waiting: waiting?.items.filter((item) => item.allowed && !item.own).length ?? 0,
    now: context.clock.now().toISOString(),
    zone: context.cooperative.zone,
  };
};

async function allowed<T>(context: Context, permission: Permission, ask: () => Promise<T>): Promise<T | null> {
  return context.actor.permissions.has(permission) ? await ask() : null;
}
