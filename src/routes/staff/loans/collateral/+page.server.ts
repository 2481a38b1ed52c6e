import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { COLLATERAL_STATES, collateralList } from '#loans';
import type { PageServerLoad } from './$types';

/** The register of collateral. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const { searchParams } = event.url;
  const q = (searchParams.get('q') ?? '').trim().slice(0, 60);
  const state = COLLATERAL_STATES.find((one) => one === searchParams.get('state'));
  const before = searchParams.get('cursor') ?? undefined;
  return {
    q,
    state: state ?? '',
    ...(await orErrorPage(collateralList(context, { q, state, before }))),
    mayWrite: context.actor.permissions.has('loans.review'),
  };
};
