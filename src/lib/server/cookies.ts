import type { Cookies } from '@sveltejs/kit';
import { DEVICE_TOKENS_MAX, DRAFT_LIFE_SECONDS } from '#identity';

/** The part of an event that cookies hang on. */
export type CookieEvent = { readonly cookies: Cookies; readonly url: URL };

type Name = 'session' | 'device' | 'draft' | 'cooperative';

const NAMES: Record<Name, string> = {
  session: 'sokoguru',
  device: 'sokoguru-device',
  draft: 'sokoguru-draft',
  cooperative: 'sokoguru-cooperative',
};

const DEVICE_LIFE_SECONDS = 400 * 24 * 3_600;

/** The cookie's name: with the `__Host-` prefix on https, which binds it to this host; plain http cannot have it. */
export function cookieName(name: Name, url: URL): string {
  return url.protocol === 'https:' ? `__Host-${NAMES[name]}` : NAMES[name];
}

/** What this browser holds under a name, or undefined. */
export function readCookie({ cookies, url }: CookieEvent, name: Name): string | undefined {
  return cookies.get(cookieName(name, url)) || undefined;
}

/** Keeps the session's token in this browser until the session ends at the latest. */
export function keepSession(event: CookieEvent, token: string, expiresAt: string): void {
  write(event, 'session', token, { expires: new Date(expiresAt) });
}

/** Adds a device's token to those this browser holds; the oldest falls out. */
export function keepDevice(event: CookieEvent, token: string): void {
  const tokens = [token, ...deviceTokens(event).filter((one) => one !== token)].slice(0, DEVICE_TOKENS_MAX);
  write(event, 'device', tokens.join('.'), { maxAge: DEVICE_LIFE_SECONDS });
}

/** The device tokens this browser holds, newest first. */
export function deviceTokens(event: CookieEvent): string[] {
  const text = readCookie(event, 'device') ?? '';
  return text
    .split('.')
    .filter((token) => /^skd_[A-Za-z0-9_-]{43}$/.test(token))
    .slice(0, DEVICE_TOKENS_MAX);
}

/** Keeps the token that opens what was typed before the session ended. */
export function keepDraftToken(event: CookieEvent, token: string): void {
  write(event, 'draft', token, { maxAge: DRAFT_LIFE_SECONDS });
}

/** Remembers which cooperative this browser signs in to, so that the page offers it first. */
export function keepCooperative(event: CookieEvent, slug: string): void {
  write(event, 'cooperative', slug, { maxAge: DEVICE_LIFE_SECONDS });
}

/** Takes a cookie out of this browser. */
export function dropCookie({ cookies, url }: CookieEvent, name: Name): void {
  cookies.delete(cookieName(name, url), { path: '/', secure: url.protocol === 'https:' });
}

function write(
  { cookies, url }: CookieEvent,
  name: Name,
  value: string,
  life: { expires: Date } | { maxAge: number },
): void {
  cookies.set(cookieName(name, url), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    ...life,
  });
}
