import type { Cookies } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { type Locale, toLocale } from '../text/index.ts';

import { inLocale } from './locale.ts';

/** How the person wants it to look; `auto` follows the device. */
export type Theme = 'auto' | 'light' | 'dark';

const LOCALE_COOKIE = 'sokoguru_locale';
const THEME_COOKIE = 'sokoguru_theme';
const YEAR_SECONDS = 365 * 24 * 3600;

/** A theme from outside, or `auto`. */
export function toTheme(text: string | undefined | null): Theme {
  return text === 'light' || text === 'dark' ? text : 'auto';
}

/** Reads language and theme from their cookies into `locals`, and writes them into the page's first tag. */
export const handle: Handle = async ({ event, resolve }) => {
  event.locals.locale = toLocale(event.cookies.get(LOCALE_COOKIE));
  event.locals.theme = toTheme(event.cookies.get(THEME_COOKIE));
  return inLocale(event.locals.locale, () =>
    resolve(event, { transformPageChunk: ({ html }) => withPreferences(html, event.locals) }),
  );
};

/** Fills the two placeholders of app.html. */
export function withPreferences(html: string, chosen: { locale: Locale; theme: Theme }): string {
  return html.replace('%sokoguru.lang%', chosen.locale).replace('%sokoguru.theme%', chosen.theme);
}

/** Keeps what a preferences form chose; what it does not name stays. */
export function keepPreferences(cookies: Pick<Cookies, 'set'>, form: FormData): void {
  const options = { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: true } as const;
  const locale = form.get('locale');
  const theme = form.get('theme');
  if (typeof locale === 'string') cookies.set(LOCALE_COOKIE, toLocale(locale), options);
  if (typeof theme === 'string') cookies.set(THEME_COOKIE, toTheme(theme), options);
}
