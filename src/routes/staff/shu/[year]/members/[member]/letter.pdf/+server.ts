import { orErrorPage } from '#lib/server/load.ts';
import { pdfResponse } from '#lib/server/pdf.ts';
import { requireStaff } from '#lib/server/session.ts';
import { shuLetterFile } from '#shu';
import type { RequestHandler } from './$types';

/** A member's letter as PDF. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'shu.read');
  const { year, member } = event.params;
  return pdfResponse(await orErrorPage(shuLetterFile(context, { year, memberId: member })));
};
