import { PDF_TYPE } from '#documents';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { receiptFile } from '#payments';
import type { RequestHandler } from './$types';

/** The receipt as PDF: `?paper=a6` (default) or `58`. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event);
  const paper = event.url.searchParams.get('paper') === '58' ? '58mm' : 'a6';
  const file = await orErrorPage(receiptFile(context, { id: event.params.id, site: event.url.origin, paper }));
  return fileAnswer(file, PDF_TYPE);
};
