import { printedPaper } from '#books';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { dateOf } from '../../../ledger/range.ts';
import { downloadReport } from '../../download.ts';
import type { RequestHandler } from './$types';

/** Notes, LPEA, ratios or a form of an authority as PDF or workbook; `?on=` is the day whose evening they show. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { date } = dateOf(event.url, 'on', context.clock.today(context.cooperative.zone));
  const report = await orErrorPage(printedPaper(context, { paper: event.params.paper, on: date }));
  return downloadReport(report, event.url);
};
