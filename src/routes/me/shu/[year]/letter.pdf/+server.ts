import { orErrorPage } from '#lib/server/load.ts';
import { pdfResponse } from '#lib/server/pdf.ts';
import { requireMember } from '#lib/server/session.ts';
import { ownShuLetterFile } from '#shu';
import type { RequestHandler } from './$types';

/** A member's own letter as PDF. */
export const GET: RequestHandler = async (event) => {
  const context = await requireMember(event);
  return pdfResponse(await orErrorPage(ownShuLetterFile(context, { year: event.params.year })));
};
