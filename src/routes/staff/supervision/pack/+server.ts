import { Readable } from 'node:stream';
import { readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { auditPack } from '#oversight';
import type { RequestHandler } from './$types';

/** A book year for an auditor, written while it is read. Taking it changes the audit trail, so it is asked for by a form. */
export const POST: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'audit.pack');
  const { year } = await readForm(event.request);
  const { fileName, stream } = await orErrorPage(auditPack(context, { year: Number(year) }));
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'private, no-store',
    },
  });
};
