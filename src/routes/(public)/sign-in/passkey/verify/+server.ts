import { json } from '@sveltejs/kit';
import { signInByPasskey } from '#identity';
import { orJsonError, readJson } from '#lib/server/json.ts';
import { runtime } from '#lib/server/runtime.ts';
import { enter, visitorOf } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** Signs in by the passkey's answer and tells where to go. */
export const POST: RequestHandler = (event) =>
  orJsonError(async () => {
    const parts = { site: event.url, answer: await readJson(event.request), visitor: visitorOf(event) };
    return json({ next: enter(event, await signInByPasskey(runtime().surroundings, parts)) });
  });
