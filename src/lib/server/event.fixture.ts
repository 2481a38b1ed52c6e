import type { Cookies, RequestEvent } from '@sveltejs/kit';
import type { Context } from '#kernel/context';

/** A browser that keeps its cookies from one request to the next. */
export type FakeBrowser = {
  readonly jar: Map<string, string>;
  request(
    path: string,
    options?: { form?: Record<string, string>; context?: Context | null; https?: boolean },
  ): RequestEvent;
};

/** Makes events as SvelteKit would hand them to hooks and pages. Only what our code uses is in them. */
export function fakeBrowser(): FakeBrowser {
  const jar = new Map<string, string>();
  const cookies = {
    get: (name: string) => jar.get(name),
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string) => void jar.set(name, value),
    delete: (name: string) => void jar.delete(name),
    serialize: () => '',
    parse: () => ({ name: '', value: '' }),
  } satisfies Cookies;
  return {
    jar,
    request(path, { form, context = null, https = false } = {}) {
      const url = new URL(path, `${https ? 'https' : 'http'}://koperasi.test`);
      const body = form ? new URLSearchParams(form) : null;
      const event: Pick<RequestEvent, 'url' | 'cookies' | 'request' | 'locals' | 'getClientAddress' | 'route'> = {
        url,
        cookies,
        request: new Request(url, body ? { method: 'POST', body } : {}),
        locals: { locale: 'id', theme: 'auto', context, draft: null },
        getClientAddress: () => '10.50.0.1',
        route: { id: null },
      };
      return event as RequestEvent;
    },
  };
}

/** Where a promise redirects to, the status of its error page, or what it answers. */
export async function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    return await promise;
  } catch (thrown) {
    if (thrown !== null && typeof thrown === 'object' && 'location' in thrown) return `-> ${String(thrown.location)}`;
    if (thrown !== null && typeof thrown === 'object' && 'status' in thrown) return thrown.status;
    throw thrown;
  }
}
