import { journalJobs } from '#books';
import { identityJobs } from '#identity';
import { importJobs } from '#imports';
import type { Job } from '#kernel/job';
import { ledgerJobs } from '#ledger';
import { loanJobs } from '#loans';
import { savingsJobs } from '#savings';
import { shuJobs } from '#shu';

/** Every job there is: the union of the modules' job lists. */
export const JOBS: readonly Job[] = [
  ...identityJobs,
  ...ledgerJobs,
  ...savingsJobs,
  ...loanJobs,
  ...journalJobs,
  ...importJobs,
  ...shuJobs,
];

/** What every cooperative does soon after its midnight. Asked at the midnight of each zone, so it may run thrice a day: twice changes nothing. */
export const DAILY = ['ledger.fold_totals', 'savings.mature', 'loans.end_of_day', 'books.journal_due'] as const;

/** Daily work at 00.30 WIT, WITA and WIB, in UTC; a day on which the program slept is made up for. */
export const CRONTAB = '30 15,16,17 * * * daily ?fill=2d';
