import { cooperativeLetterhead, cooperativeProfile } from '#cooperatives';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { buildReport } from '../build.ts';
import { comparisonsOf } from '../choices.ts';
import { brokenChecks, drawnRows } from '../figures.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const [{ table, ...report }, letterhead, profile] = await Promise.all([
    orErrorPage(buildReport(context, event.params.report, event.url, event.locals.locale)),
    orErrorPage(cooperativeLetterhead(context, {})),
    orErrorPage(cooperativeProfile(context, {})),
  ]);
  const { title, subtitle, remarks, columns } = table;
  const where = { startMonth: profile.bookYearStartMonth, branch: report.branch, unit: report.unit };
  return {
    report,
    statement: { title, subtitle, remarks, headings: columns.map(({ heading }) => heading) },
    rows: drawnRows(table, where),
    empty: table.rows.every(({ values }) => values.every((value) => !value)),
    broken: report.branch || report.unit ? [] : brokenChecks(table),
    comparisons: comparisonsOf(report.name),
    letterhead,
    now: context.clock.now().toISOString(),
    zone: context.cooperative.zone,
    person: context.actor.name,
  };
};
