import { PDF_TYPE } from '#documents';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { shuLetterFile } from '#shu';
import type { RequestHandler } from './$types';

/** A member's letter as PDF. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'shu.read');
  const { year, member } = event.params;
  return fileAnswer(await orErrorPage(shuLetterFile(context, { year, memberId: member })), PDF_TYPE);
};
