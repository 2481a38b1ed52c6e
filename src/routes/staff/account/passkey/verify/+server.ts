import { json } from '@sveltejs/kit';
import { finishPasskey } from '#identity';
import { orJsonError, readJson } from '#lib/server/json.ts';
import { requireStaff, visitorOf } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** Keeps the passkey that the browser made. */
export const POST: RequestHandler = (event) =>
  orJsonError(async () => {
    const context = await requireStaff(event);
    await finishPasskey(context, event.url, await readJson(event.request), visitorOf(event).deviceLabel);
    return json({ next: '/staff/account' });
  });
