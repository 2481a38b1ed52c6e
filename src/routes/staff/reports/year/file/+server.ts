import { yearReport } from '#books';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { downloadReport } from '../../download.ts';
import { askedYear } from '../../year-asked.ts';
import type { RequestHandler } from './$types';

/** The whole year report: statements, notes, LPEA and ratios in one PDF or one workbook. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'books.read');
  return downloadReport(await orErrorPage(yearReport(context, askedYear(event.url))), event.url);
};
