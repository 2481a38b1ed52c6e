/** The door of the books: closing, statements, budget, assets, tax. See README.md. */

export { type AssetCategory, assetCategories, readCategories, setAssetCategory } from './assets/categories.ts';
export { cancelAsset } from './assets/commands/cancel.ts';
export { addAssetPhoto, countAsset } from './assets/commands/count.ts';
export { disposeAsset } from './assets/commands/dispose.ts';
export { registerAsset } from './assets/commands/register.ts';
export { depreciate, depreciationPlan } from './assets/depreciation.ts';
export { type AssetRow, assetDetail, assetForm, assetRegister } from './assets/queries/assets.ts';
export {
  assetBlockers,
  assetMovements,
  assetRollForward,
  foreclosedAssets,
  inventory,
  inventoryBook,
  type RollForwardRow,
} from './assets/queries/inventory.ts';
export {
  approveBudgetStep,
  type BudgetLine,
  type BudgetState,
  type BudgetTable,
  type BudgetVersion,
  budgetDetail,
  budgetTable,
  budgetTableOf,
  budgetVersionOf,
  budgetVersions,
  importBudget,
  setBudgetLines,
  setBudgetMonths,
  startBudget,
} from './budget/index.ts';
export { closeDay, reopenDay } from './closing/days.ts';
export {
  type BookYearState,
  bookYears,
  type ClosedPoint,
  type ClosedYear,
  closedPoint,
  requireClosedYear,
} from './closing/doors.ts';
export { closeMonth, lockMonths, reopenMonth } from './closing/months.ts';
export { closingOverview, type MonthClosing, monthClosing, type YearClosing, yearClosing } from './closing/queries.ts';
export { markYearApproved, reopenYear } from './closing/reopen-year.ts';
export type { Blocker } from './closing/rules/blockers.ts';
export type { YearEntry } from './closing/rules/year-entries.ts';
export type { PeriodAct } from './closing/store.ts';
export { closeYear, YEAR_OPEN_SOURCE } from './closing/years.ts';
export { addDeferral, endDeferral } from './deferrals/commands.ts';
export { deferralBlockers, deferralDetail, deferralForm, deferrals, runDeferrals } from './deferrals/run.ts';
export { DEFERRAL_KINDS, type DeferralKind } from './deferrals/store.ts';
export {
  type InterBranchBalances,
  interBranch,
  interBranchBalances,
  interBranchBlockers,
} from './interbranch/balances.ts';
export { branchTransfer, reverseBranchTransfer } from './interbranch/transfer.ts';
export {
  addRecurring,
  asksTotal,
  type Draft,
  type DraftRow,
  type DueJournal,
  discardDraft,
  dueJournals,
  dueRecurring,
  type FilledLine,
  FORM_LINES_MAX,
  fillTemplate,
  JOURNAL_DUE,
  type JournalTemplate,
  journalDraft,
  journalDrafts,
  journalImport,
  journalImports,
  journalJobs,
  journalTemplate,
  journalTemplates,
  openDrafts,
  openJournalFile,
  postJournal,
  recurringEntries,
  recurringEntry,
  removeChartLine,
  retireTemplate,
  runDueJournals,
  saveDraft,
  saveTemplate,
  skipDue,
  stopRecurring,
  writeJournalImport,
} from './journal/index.ts';
export * from './papers.ts';
export { type BookYear, bookYear, bookYearOf } from './rules/book-year.ts';
export { type Figure, figureOf } from './statements/figure.ts';
export { balanceSheetOf, balanceSheetTable } from './statements/queries/balance-sheet.ts';
export { cashFlowOf, cashFlowTable } from './statements/queries/cash-flow.ts';
export { type FigureEntry, figureEntries } from './statements/queries/entries.ts';
export { equityOf, equityTable } from './statements/queries/equity.ts';
export { incomeOf, incomeTable } from './statements/queries/income.ts';
export { trialBalanceTable } from './statements/queries/trial-balance.ts';
export {
  type StatementColumn,
  type StatementRow,
  type StatementTable,
  totalRow,
  wrongTotals,
} from './statements/table.ts';
export { bookCorporateTax, bookTurnoverTax, incomeTax } from './tax/income.ts';
export { payTax, taxLines } from './tax/payment.ts';
export { type RecapRow, taxBlockers, taxRecap, taxRecapCsv, taxRecapWorkbook } from './tax/recap.ts';
export { TAX_OBJECTS } from './tax/rules/defaults.ts';
export { TAX_KINDS, type TaxKind } from './tax/settings.ts';
export { withholdingSlip, withholdingSlipPdf, withholdingSlips } from './tax/slips.ts';
export { voidWithholding, withholdTax } from './tax/withholding.ts';
