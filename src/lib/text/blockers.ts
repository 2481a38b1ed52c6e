import type { Locale } from './index.ts';

type Told = { readonly code: string; readonly text: string; readonly count: number };

/** English of what stands in the way of a close, by its code; `{n}` is how many. */
const BLOCKERS_EN: Readonly<Record<string, string>> = {
  approval_waits: '{n} other requests wait for a second person',
  books_mismatch: 'The ledger does not agree with what is under it ({n})',
  bank_changed_after: 'The books of a reconciled bank account have changed since',
  bank_not_reconciled: 'The reconciliation of a bank account is not closed',
  bank_statement_missing: 'The bank statement does not reach the end of this period',
  bank_unmatched: '{n} bank lines have no entry yet',
  deferrals_not_run: 'What is spread over months is not booked for this month',
  depreciation_not_run: 'Depreciation of this month was not run',
  earlier_year_open: 'The book year before is not closed. Closing it later means opening this month again',
  end_of_day_missing: 'The end of day was not run for {n} days',
  interbranch_not_zero: 'The inter-branch account is not nought',
  interbranch_unexplained: '{n} inter-branch amounts were booked outside the inter-branch menu',
  journal_drafts: '{n} drafts of journals are not posted',
  journal_drafts_undated: '{n} drafts of journals have no date',
  journal_waits: '{n} journals wait for a second person',
  journals_due: '{n} recurring or turning journals are not posted',
  loans_mismatch: '{n} loans do not agree with the ledger',
  summary_not_empty: 'The summary account holds an amount before the closing entries',
  surplus_not_empty: 'The surplus account holds an amount before the closing entries',
  tax_late: '{n} taxes are past their day and not paid',
  till_not_counted: '{n} tills are not counted and closed',
};

/** What stands in the way of a close, in words: Indonesian as the module wrote it, English by its code. */
export function blockerText({ code, text, count }: Told, locale: Locale): string {
  if (locale === 'id') return text;
  const english = code.startsWith('suspense_')
    ? `Not empty: ${text.replace(' belum kosong', '')}`
    : BLOCKERS_EN[code.replace(/_[0-9a-f-]{36}$/, '')];
  return english?.replace('{n}', String(count)) ?? text;
}
