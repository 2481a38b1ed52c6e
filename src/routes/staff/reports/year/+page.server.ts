import { yearCover } from '#books';
import { addDays } from '#kernel/dates';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { fileHrefs } from '../download.ts';
import { askedYear } from '../year-asked.ts';
import type { PageServerLoad } from './$types';

/** What the year report holds, who signs it, and its files. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const cover = await orErrorPage(yearCover(context, askedYear(event.url)));
  return {
    cover,
    to: addDays(cover.period.before, -1),
    files: fileHrefs('/staff/reports/year/file', { year: String(cover.year) }),
  };
};
