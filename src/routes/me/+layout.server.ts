import { requireMember } from '#lib/server/session.ts';
import type { LayoutServerLoad } from './$types';

/** What the member's frame shows: the cooperative's name, and who is looking. */
export const load: LayoutServerLoad = async (event) => {
  const { cooperative, actor } = await requireMember(event);
  return { shell: { cooperative: cooperative.name, person: actor.name } };
};
