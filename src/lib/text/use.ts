import { getContext, hasContext, setContext } from 'svelte';
import type { Locale } from './index.ts';

const KEY = 'sokoguru.locale';

/** Tells every part below which language the page speaks. Called once, by the root layout. */
export function provideLocale(locale: () => Locale): void {
  setContext(KEY, locale);
}

/** The page's language, inside any component; Indonesian where nobody said. */
export function useLocale(): Locale {
  return hasContext(KEY) ? getContext<() => Locale>(KEY)() : 'id';
}

/** A dictionary's words in the page's language: `const t = words(membersText);` at the top of a component. */
export function words<T>(dictionary: { readonly id: T; readonly en: NoInfer<T> }): T {
  return dictionary[useLocale()];
}
