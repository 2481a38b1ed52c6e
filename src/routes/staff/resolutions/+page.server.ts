import { RESOLUTION_KINDS, resolutions } from '#governance';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

/** Resolutions of meetings, the youngest first: `?kind=`, `?year=`, `?page=`. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'governance.read');
  const { searchParams } = event.url;
  const kind = RESOLUTION_KINDS.find((one) => one === searchParams.get('kind')) ?? null;
  const year = searchParams.get('year') ?? '';
  const bookYear = /^(19|20|21)\d\d$/.test(year) ? Number(year) : null;
  const page = Math.max(1, Number.parseInt(searchParams.get('page') ?? '1', 10) || 1);
  const found = await orErrorPage(resolutions(context, { kind, bookYear, page: Math.min(page, 10_000) }));
  return { ...found, kind, year, page, mayWrite: context.actor.permissions.has('governance.resolve') };
};
