/** The door of imports: files of cooperatives become members, savings, loans and charts. See README.md. */

export { agreeImport, agreementChoices, importLoanKinds, runImport } from './agreement.ts';
export { type ColumnView, isField } from './column-view.ts';
export { importJobs } from './jobs.ts';
export type { Column } from './layout/columns.ts';
export {
  AMOUNT_FIELDS,
  FIELDS,
  type Field,
  SAVINGS_KINDS,
  type SavingsKind,
  TABLE_KINDS,
  type TableKind,
} from './layout/fields.ts';
export type { Mapping } from './layout/mapping.ts';
export { IMPORTABLE } from './plan/drafts.ts';
export { ISSUES, type Issue, type IssueReason, type Remark } from './plan/issues.ts';
export type { LoanAssumption, LoanSummary } from './plan/loan-types.ts';
export type { Plan, PlanRow, RowStatus } from './plan/types.ts';
export { type LoanPosition, loanPositions } from './positions.ts';
export {
  correctPreview,
  discardPreview,
  importPreview,
  importRows,
  openPreview,
  type Preview,
  proposedMapping,
} from './previews.ts';
export { importList, importRecord, type PreviewRecord, type PreviewStatus } from './queries.ts';
export type { Report } from './report.ts';
export { takeOverPositions } from './take-over.ts';
export { OPENING_CODE } from './writing/accounts.ts';
