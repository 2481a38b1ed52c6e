import { cooperativeProfile, parameters } from '#cooperatives';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { KNOWN_PARAMETERS } from '#setup';
import type { PageServerLoad } from './$types';
import { stateOf } from './current.ts';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const [rows, profile] = await Promise.all([
    orErrorPage(parameters(context, {})),
    orErrorPage(cooperativeProfile(context, {})),
  ]);
  const today = context.clock.today(context.cooperative.zone);
  return {
    states: KNOWN_PARAMETERS.map((known) => {
      const { value, now } = stateOf(known, rows, today, profile.chartTemplate);
      return { name: known.name, kind: known.kind, value, now: now && { ...now, value: null } };
    }),
  };
};
