import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { recentSessions, tills } from '#payments';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const [list, sessions] = await orErrorPage(Promise.all([tills(context, {}), recentSessions(context, { limit: 15 })]));
  const { permissions } = context.actor;
  return {
    tills: list,
    own: list.find((till) => till.session?.mine) ?? null,
    sessions,
    zone: context.cooperative.zone,
    now: context.clock.now().toISOString(),
    today: context.clock.today(context.cooperative.zone),
    operates: permissions.has('till.operate'),
    supervises: permissions.has('till.supervise'),
  };
};
