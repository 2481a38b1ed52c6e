import { PDF_TYPE } from '#documents';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { ownShuLetterFile } from '#shu';
import type { RequestHandler } from './$types';

/** A member's own letter as PDF. */
export const GET: RequestHandler = async (event) => {
  const context = await requireMember(event);
  return fileAnswer(await orErrorPage(ownShuLetterFile(context, { year: event.params.year })), PDF_TYPE);
};
