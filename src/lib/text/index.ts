/** The languages of the screens. Indonesian is the first; English is a full second. */
export type Locale = 'id' | 'en';
export const LOCALES: readonly Locale[] = ['id', 'en'];

type Leaf = string | ((...values: never[]) => string);
type Shape = { readonly [key: string]: Leaf | Shape | readonly string[] };

/** The same keys with other words in them: a sentence with blanks keeps its blanks. */
export type Same<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : T extends readonly string[]
      ? T
      : { readonly [K in keyof T]: Same<T[K]> };

/** One text in every language. */
export type Dictionary<T> = { readonly id: T; readonly en: T };

/** Ties the two languages together: a key that one of them lacks does not compile. */
export function dictionary<T extends Shape>(words: { id: T; en: Same<T> }): { readonly id: T; readonly en: Same<T> } {
  return words;
}

/** The words of one language. */
export function pick<T>(words: Dictionary<T>, locale: Locale): T {
  return words[locale];
}

/** A locale from outside (a cookie, a form), or Indonesian. */
export function toLocale(text: string | undefined | null): Locale {
  return text === 'en' ? 'en' : 'id';
}
