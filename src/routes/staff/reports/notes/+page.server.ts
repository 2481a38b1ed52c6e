import { notes, yearCover } from '#books';
import { cooperativeProfile } from '#cooperatives';
import { addDays } from '#kernel/dates';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { fileHrefs } from '../download.ts';
import { drawnRows } from '../figures.ts';
import { askedYear } from '../year-asked.ts';
import type { PageServerLoad } from './$types';

/** The notes of a book year as they will be printed, each section with a way to write it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const asked = askedYear(event.url);
  const [cover, found, profile] = await Promise.all([
    orErrorPage(yearCover(context, asked)),
    orErrorPage(notes(context, asked)),
    orErrorPage(cooperativeProfile(context, {})),
  ]);
  const where = { startMonth: profile.bookYearStartMonth, branch: '', unit: '' };
  return {
    year: found.year,
    years: cover.years,
    mayWrite: context.actor.permissions.has('books.plan') && cover.state !== 'approved',
    zone: context.cooperative.zone,
    files: fileHrefs('/staff/reports/papers/notes', { on: addDays(found.period.before, -1) }),
    sections: found.notes.map(({ table, ...section }) => ({
      ...section,
      table: table && {
        title: table.title,
        headings: table.columns.map(({ heading }) => heading),
        rows: drawnRows(table, where),
        remarks: table.remarks,
      },
    })),
  };
};
