import { PDF_TYPE, WORKBOOK_TYPE } from '#documents';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { bankReconciliationFile } from '#payments';
import type { RequestHandler } from './$types';

/** The reconciliation paper of a month: `?month=2026-10&format=pdf` (default) or `xlsx`. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'bank.read');
  const format = event.url.searchParams.get('format') === 'xlsx' ? 'xlsx' : 'pdf';
  const month = `${event.url.searchParams.get('month') ?? ''}-01`;
  const file = await orErrorPage(bankReconciliationFile(context, { accountId: event.params.id, month, format }));
  return fileAnswer(file, format === 'xlsx' ? WORKBOOK_TYPE : PDF_TYPE);
};
