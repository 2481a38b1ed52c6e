import { cooperativeLetterhead } from '#cooperatives';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { buildReport } from '../build.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const [report, letterhead] = await Promise.all([
    orErrorPage(buildReport(context, event.params.report, event.url, event.locals.locale)),
    orErrorPage(cooperativeLetterhead(context, {})),
  ]);
  return {
    report,
    letterhead,
    now: context.clock.now().toISOString(),
    zone: context.cooperative.zone,
    person: context.actor.name,
  };
};
