import { signInTrail } from '#identity';
import { isId } from '#kernel/ids';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

const OUTCOMES = ['signed_in', 'refused', 'locked'];

/** The log of sign-ins as the address filters it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'audit.read');
  const outcome = event.url.searchParams.get('outcome') ?? '';
  const cursor = event.url.searchParams.get('cursor') ?? '';
  const input = { ...(OUTCOMES.includes(outcome) ? { outcome } : {}), ...(isId(cursor) ? { cursor } : {}) };
  return { ...(await orErrorPage(signInTrail(context, input))), zone: context.cooperative.zone, outcome };
};
