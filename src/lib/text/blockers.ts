import type { Locale } from './index.ts';

type Told = { readonly code: string; readonly text: string; readonly count: number };

/** English of what stands in the way of a close, by its code; `{n}` is how many. */
const BLOCKERS_EN: Readonly<Record<string, string>> = {
  approval_waits: '{n} other requests wait for a second person',
  books_mismatch: 'The ledger does not agree with what is under it ({n})',
  earlier_year_open: 'The book year before is not closed. Closing it later means opening this month again',
  end_of_day_missing: 'The end of day was not run for {n} days',
  journal_waits: '{n} journals wait for a second person',
  loans_mismatch: '{n} loans do not agree with the ledger',
  summary_not_empty: 'The summary account holds an amount before the closing entries',
  surplus_not_empty: 'The surplus account holds an amount before the closing entries',
  till_not_counted: '{n} tills are not counted and closed',
};

/** What stands in the way of a close, in words: Indonesian as the module wrote it, English by its code. */
export function blockerText({ code, text, count }: Told, locale: Locale): string {
  if (locale === 'id') return text;
  const english = code.startsWith('suspense_') ? `Not empty: ${text.replace(' belum kosong', '')}` : BLOCKERS_EN[code];
  return english?.replace('{n}', String(count)) ?? text;
}
