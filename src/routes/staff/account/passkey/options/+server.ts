import { json } from '@sveltejs/kit';
import { beginPasskey } from '#identity';
import { requireStaff } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** What the browser needs to make a passkey. */
export const POST: RequestHandler = async (event) => json(await beginPasskey(await requireStaff(event), event.url));
