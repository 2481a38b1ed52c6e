import { PDF_TYPE } from '#documents';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { shuLettersFile } from '#shu';
import type { RequestHandler } from './$types';

/** The letters of 200 members in one PDF, from the position `?after=` on. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'shu.read');
  const after = event.url.searchParams.get('after') ?? '0';
  return fileAnswer(await orErrorPage(shuLettersFile(context, { year: event.params.year, after })), PDF_TYPE);
};
