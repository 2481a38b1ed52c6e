import type { Cookies } from '@sveltejs/kit';
import type { Tone } from '../components/types.ts';

/** A message that the next page shows once. */
export type Flash = { tone: Tone; text: string; undo?: string };

const COOKIE = 'sokoguru_flash';
const TONES: readonly Tone[] = ['info', 'success', 'warning', 'danger'];

/** Leaves a message for the page that comes after a redirect. `undo` is an address of ours. */
export function setFlash(cookies: Cookies, flash: Flash): void {
  cookies.set(COOKIE, JSON.stringify(flash).slice(0, 1500), { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 });
}

/** Takes the message, so that it is shown once. A cookie that is not ours to understand is no message. */
export function takeFlash(cookies: Cookies): Flash | null {
  const text = cookies.get(COOKIE);
  if (!text) return null;
  cookies.delete(COOKIE, { path: '/' });
  return readFlash(text);
}

/** The message of a cookie's text, or null. */
export function readFlash(text: string): Flash | null {
  try {
    const { tone, text: words, undo }: Partial<Record<keyof Flash, unknown>> = JSON.parse(text);
    const known = TONES.find((one) => one === tone);
    if (!known || typeof words !== 'string') return null;
    return isOwnPath(undo) ? { tone: known, text: words, undo } : { tone: known, text: words };
  } catch {
    return null;
  }
}

/** True for a path of this site, and for nothing that a browser would read as another host. */
export function isOwnPath(path: unknown): path is string {
  return typeof path === 'string' && /^\/(?![/\\])[^\\\s]*$/.test(path);
}
