import { storedFile } from '#documents';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** A stored photo or document, for staff who may read documents. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'documents.read');
  const { type, bytes } = await orErrorPage(storedFile(context, { id: event.params.id }));
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': type, 'content-disposition': 'inline', 'cache-control': 'private, no-store' },
  });
};
