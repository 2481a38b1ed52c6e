import { AsyncLocalStorage } from 'node:async_hooks';
import type { Locale } from '../text/index.ts';

const asked = new AsyncLocalStorage<Locale>();

/** Does work in the language of a request, so that a refusal deep inside it is worded for its reader. */
export function inLocale<T>(locale: Locale, work: () => T): T {
  return asked.run(locale, work);
}

/** The language of the request at work; Indonesian outside one. */
export function localeNow(): Locale {
  return asked.getStore() ?? 'id';
}
