import { withholdingSlipPdf } from '#books';
import { PDF_TYPE } from '#documents';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** A withholding slip on paper, for the payee. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'books.tax');
  const { slip, pdf } = await orErrorPage(withholdingSlipPdf(context, { id: event.params.id }));
  return fileAnswer({ name: `bukti-potong-${slip}.pdf`, bytes: pdf }, PDF_TYPE);
};
