import { requireMember } from '#lib/server/session.ts';
import { ownSavings } from '#savings';
import type { PageServerLoad } from './$types';

/** All of a member's savings and a longer list of what happened. */
export const load: PageServerLoad = async (event) => ownSavings(await requireMember(event), { latest: 20 });
