import { requireStaff } from '#lib/server/session.ts';
import type { LayoutServerLoad } from './$types';

/** What the staff frame shows: whose cooperative, who is at work, what they may open, which business day it is. */
export const load: LayoutServerLoad = async (event) => {
  const { cooperative, actor, clock } = await requireStaff(event);
  return {
    shell: {
      cooperative: cooperative.name,
      person: actor.name,
      permissions: [...actor.permissions],
      today: clock.today(cooperative.zone),
    },
  };
};
