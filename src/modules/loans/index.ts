/** The door of loans: products, applications, contracts, repayment, arrears, end of day. See README.md. */
export * from './applications.ts';
export { askEndOfDay, END_OF_DAY } from './commands/ask-end-of-day.ts';
export { addCollateralPhoto, reappraiseCollateral, registerCollateral } from './commands/collateral.ts';
export { cancelContract, DrawInput, drawContract } from './commands/contract.ts';
export { markForeclosed, receivePapers, returnPapers } from './commands/custody.ts';
export { DEFAULT_LOAN_PRODUCTS, type DefaultProduct } from './commands/default-products.ts';
export {
  bankLines,
  type Disburse,
  DisburseInput,
  disburseAnswer,
  disburseLoan,
  disburseStep,
} from './commands/disburse.ts';
export { drawLoan, type NewLoan } from './commands/draw.ts';
export { type ClosedDay, closeDays } from './commands/end-of-day.ts';
export { changeGroupChair, dissolveGroup, formGroup, joinGroup, leaveGroup } from './commands/groups.ts';
export { addGuarantor, addGuarantorStep, releaseGuarantor } from './commands/guarantors.ts';
export {
  type ImportedLoan,
  importLoans,
  noteImportedLoans,
  type OpenedLoan,
  type PlannedLoan,
  planImportedLoan,
} from './commands/import.ts';
export { type PaidOut, type PayOut, payOut } from './commands/pay-out.ts';
export { pledgeCollateral, pledgeStep, releasePledge } from './commands/pledges.ts';
export {
  addLoanProductStep,
  addProduct,
  changeTerms,
  installLoans,
  LoanProductInput,
  setProductOffer,
} from './commands/products.ts';
export { endRelatedParty, noteRelatedParty } from './commands/related-parties.ts';
export { reportProfit } from './commands/report-profit.ts';
export { changeRate, moveDueDate, restructureLoan, topUpLoan } from './commands/restructure.ts';
export { SignInput, type SignStep, signLoan, signStep } from './commands/sign.ts';
export { loanJobs } from './jobs.ts';
export * from './quality.ts';
export { agreementFile, STAMP_PARAMETERS } from './queries/agreement.ts';
export {
  type ClassFigures,
  type LoanProductCodes,
  loanClassesBefore,
  loanProductCodes,
} from './queries/classes-on.ts';
export {
  COLLATERAL_STATES,
  type CollateralView,
  collateralDetail,
  collateralList,
  collateralOfMember,
  loansToSecure,
} from './queries/collateral.ts';
export { dayRuns } from './queries/day-runs.ts';
export { bringsCash, disbursementForm, previewPayout } from './queries/disbursement.ts';
export { drawForm } from './queries/draw-form.ts';
export { groupDetail, groupIdOf, groupList, groupOf } from './queries/groups.ts';
export { checkInterest, type InterestFault, type InterestFound, interestCheck } from './queries/interest-check.ts';
export { readLaw } from './queries/law.ts';
export { type LendingLimits, lendingLimits, readLendingLimits } from './queries/lending-limits.ts';
export {
  type LoanDetail,
  type LoanView,
  loanDetail,
  loanVersion,
  loanView,
  readLoanDetail,
} from './queries/loan-detail.ts';
export { checkLoans, type LoansCheck, loansCheck } from './queries/loans-check.ts';
export { loanProductDetail, loanProductList, type ProductExample } from './queries/products.ts';
export { type RelatedDebt, relatedDebtsBefore } from './queries/related-debts.ts';
export { relatedParties } from './queries/related-parties.ts';
export {
  type GuarantorView,
  guaranteesOf,
  guarantorExposure,
  guarantorsOf,
  readSecurity,
  type Security,
  securityOf,
} from './queries/security.ts';
export * from './repayments.ts';
export { COLLATERAL_KINDS, type CollateralKind } from './rules/collateral.ts';
export { SHARE_RULES, shareOfArrears } from './rules/group.ts';
export { checkCeilings, LAW_BASIS, LAW_PARAMETERS, type LendingLaw, USUAL_LAW, yearlyPercent } from './rules/law.ts';
export {
  BANK_CLASSES,
  COOPERATIVE_CLASSES,
  PROVISION_DEFAULT,
  RECOVERY_DEFAULT,
  REMINDER_DEFAULT,
} from './rules/quality-defaults.ts';
export {
  answerLoanSchedule,
  ENGINE_VERSION,
  effectiveAnnualPercent,
  type Instalment,
  makeSchedule,
  parseEvents,
  parseSchedule,
  type Schedule,
  ScheduleAnswer,
  type ScheduleEvent,
  ScheduleRequest,
  type ScheduleTerms,
} from './schedule/index.ts';
export {
  closedDays as endOfDayState,
  DAY_PHASES,
  type DayPhase,
  type DayRun,
  type PhaseCount,
} from './store/day-runs.ts';
export { collateralValues, moveSecurityToLoan } from './store/pledges.ts';
export { type LoanProduct, readLoanProducts, requireLoanProduct } from './store/products.ts';
export { RELATED_ROLES } from './store/related-parties.ts';
export { CONTRACTS, type ContractKind, ProductTerms, type ProductTermsJson } from './terms.ts';
