import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { agreementFile } from '#loans';
import type { RequestHandler } from './$types';

/** The agreement as PDF; `?version=` gives an older one. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const version = event.url.searchParams.get('version');
  const input = { loanId: event.params.id, ...(version === null ? {} : { version }) };
  const { name, bytes } = await orErrorPage(agreementFile(context, input));
  return fileAnswer({ name, bytes }, 'application/pdf');
};
