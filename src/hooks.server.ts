import { type Handle, type HandleServerError, sequence } from '@sveltejs/kit/hooks';
import { createApi } from '#api';
import { newId } from '#kernel/ids';
import { draft, headers, session } from '#lib/server/handles.ts';
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

export const handle: Handle = sequence(headers, apiFirst, preferences, session, draft);

/** A bug is told once, in the log, under an id that the person can quote; nothing of it is shown. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  const id = newId();
  logBug(error, { method: event.request.method, path: event.route.id ?? '', id });
  return { message: '', id };
};
