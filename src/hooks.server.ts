
import { type Handle, type HandleServerError, sequence } from '@sveltejs/kit/hooks';
import { createApi } from '#api';
import { dropDraft, findDraft } from '#identity';
import { newId } from '#kernel/ids';
import { dropCookie, readCookie } from '#lib/server/cookies.ts';
import { logBug } from '#lib/server/log.ts';
import { handle as preferences } from '#lib/server/preferences.ts';
import { runtime } from '#lib/server/runtime.ts';

type Api = { fetch(request: Request, env?: Record<string, string>): Response | Promise<Response> };

let made: Api | undefined;

/** The HTTP API of this process, in the same bundle as the pages so that both use one copy of the modules. */
const api: Api = {
  fetch(request, env) {
    made ??= createApi({ authenticate: runtime().authenticate, surroundings: runtime().surroundings, logBug });
    return made.fetch(request, env);
  },
};
// The server answers /api/v1 by this, without the way through the pages.
Object.assign(globalThis, { [Symbol.for('sokoguru.api')]: api });

const apiFirst: Handle = ({ event, resolve }) =>
  event.url.pathname.startsWith('/api/v1/') || event.url.pathname === '/api/v1'
    ? api.fetch(event.request, { address: event.getClientAddress() })
    : resolve(event);

/** Who is asking: read from the database at every request, so that a dismissal holds at once. */
const session: Handle = async ({ event, resolve }) => {
  event.locals.context = null;
  event.locals.draft = null;
  const token = readCookie(event, 'session');
  if (token) event.locals.context = await runtime().authenticate(token);
  return resolve(event);
};

/** Gives back what the same person was writing here when their session ended, once. */
const draft: Handle = async ({ event, resolve }) => {
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

const headers: Handle = async ({ event, resolve }) => {
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

export const handle: Handle = sequence(headers, apiFirst, preferences, session, draft);

/** A bug is told once, in the log, under an id that the person can quote; nothing of it is shown. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  const id = newId();
  logBug(error, { method: event.request.method, path: event.route.id ?? '', id });
  return { message: '', id };
};
