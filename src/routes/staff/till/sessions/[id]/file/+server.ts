import { PDF_TYPE, WORKBOOK_TYPE } from '#documents';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { sessionReportFile } from '#payments';
import type { RequestHandler } from './$types';

/** The day report to print or to work with: `?format=pdf` (default) or `xlsx`. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event);
  const format = event.url.searchParams.get('format') === 'xlsx' ? 'xlsx' : 'pdf';
  const file = await orErrorPage(sessionReportFile(context, { id: event.params.id, format }));
  return fileAnswer(file, format === 'xlsx' ? WORKBOOK_TYPE : PDF_TYPE);
};
