/** The door of the ledger: where money lives. See README.md. */
export {
  generalAccountId,
  generalAccountIds,
  lockAccounts,
  type NewAccount,
  openAccount,
  openAccounts,
  post,
  setAccountFloor,
  setAccountStatus,
} from './accounts.ts';
export {
  type Attachment,
  attachKept,
  attachToEntry,
  entryAttachments,
  keepVoucher,
  requireKeptVouchers,
  VOUCHER_BYTES_MAX,
  VOUCHERS_MAX,
} from './attachments.ts';
export {
  ACCOUNT_KINDS,
  addChartLine,
  addChartLines,
  type ChartLine,
  ChartLineInput,
  type ChartTemplate,
  chartOfAccounts,
  editChartLine,
  readChart,
  templateChart,
} from './chart.ts';
export {
  BATCH_MAX,
  BatchInput,
  postEntries,
  postEntry,
  reverseEntry,
  reversePostedEntry,
} from './entries.ts';
export {
  checkByHand,
  EntryInput,
  EntryLineInput,
  isJournalSource,
  postByHand,
  postEachByHand,
} from './hand-entries.ts';
export { exportHledger, hledgerAccount } from './hledger.ts';
export { installLedger } from './install.ts';
export { ledgerJobs } from './jobs.ts';
export { debitsOf, JOURNAL_APPROVAL_ABOVE, journalApproval, journalLimitSen } from './journal-limit.ts';
export { holdPostings, lastEntryNumber, readPeriods, setClosedDays, setPeriodStatus } from './periods.ts';
export { entryPlace } from './places.ts';
export {
  type BookAccount,
  type Books,
  checkDate,
  type EntryDraft,
  inNormalSign,
  type LineDraft,
  type Period,
  type PlannedEntry,
  planPosting,
} from './posting.ts';
export { chartBalances, type LineBalance, type ReportRange, rollUp } from './reports/balances.ts';
export { accountHistory, type EntryDetail, entryDetail } from './reports/journal.ts';
export {
  EXPORT_LINES_MAX,
  type JournalLine,
  type JournalRow,
  journal,
  journalLines,
} from './reports/journal-search.ts';
export { type LineHistoryItem, lineHistory } from './reports/line-history.ts';
export { ownCapital } from './reports/own-capital.ts';
export {
  balanceSheet,
  incomeStatement,
  type StatementLine,
  type StatementSection,
  trialBalance,
} from './reports/statements.ts';
export { loadBooks, writePosting } from './store.ts';
export { foldLedgerTotals, foldTotals, NOWHERE, YEAR_CLOSE_SOURCE } from './totals.ts';
export { type BooksCheck, booksCheck, checkBooks } from './verify.ts';
