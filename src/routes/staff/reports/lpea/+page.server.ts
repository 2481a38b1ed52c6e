import { lpeaTable } from '#books';
import { cooperativeProfile } from '#cooperatives';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { dateOf } from '../../ledger/range.ts';
import { fileHrefs } from '../download.ts';
import { drawnRows } from '../figures.ts';
import type { PageServerLoad } from './$types';

/** What being a member was worth in a book year, up to a day. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { date, unread } = dateOf(event.url, 'on', context.clock.today(context.cooperative.zone));
  const [table, profile] = await Promise.all([
    orErrorPage(lpeaTable(context, { on: date })),
    orErrorPage(cooperativeProfile(context, {})),
  ]);
  const where = { startMonth: profile.bookYearStartMonth, branch: '', unit: '' };
  return {
    on: date,
    unread,
    title: table.title,
    subtitle: table.subtitle,
    headings: table.columns.map(({ heading }) => heading),
    rows: drawnRows(table, where),
    remarks: table.remarks,
    files: fileHrefs('/staff/reports/papers/lpea', { on: date }),
  };
};
