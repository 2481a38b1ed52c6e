import type { Handle } from '@sveltejs/kit/hooks';
import { dropDraft, findDraft } from '#identity';
import { dropCookie, readCookie } from './cookies.ts';
import { runtime } from './runtime.ts';

/** Who is asking: read from the database at every request, so that a dismissal holds at once. */
export const session: Handle = async ({ event, resolve }) => {
  event.locals.context = null;
  event.locals.draft = null;
  const token = readCookie(event, 'session');
  if (token) event.locals.context = await runtime().authenticate(token);
  return resolve(event);
};

/** Gives back what the same person was writing here when their session ended, once. */
export const draft: Handle = async ({ event, resolve }) => {
  const token = readCookie(event, 'draft');
  const { context } = event.locals;
  if (token && context && event.request.method === 'GET') {
    const { surroundings } = runtime();
    const asked = { token, personId: context.actor.personId, path: event.url.pathname };
    const found = await findDraft(surroundings, asked);
    if (found) {
      event.locals.draft = Object.fromEntries(Object.entries(found).map(([name, value]) => [name, String(value)]));
      dropCookie(event, 'draft');
      await dropDraft(surroundings, token);
    }
  }
  return resolve(event);
};

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** What every answer tells the browser about itself. */
export const headers: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
  if (event.url.protocol === 'https:') {
    response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  }
  const { pathname } = event.url;
  // What a signed-in person saw must not come back out of a shared computer's memory.
  if (event.locals.context || pathname.startsWith('/sign-in') || pathname.startsWith('/api/')) {
    response.headers.set('cache-control', 'no-store');
  }
  return response;
};
