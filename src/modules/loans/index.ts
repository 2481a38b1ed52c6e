/** The door of loans: products, applications, contracts, repayment, arrears, end of day. See README.md. */
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
export {
  type ImportedLoan,
  importLoans,
  noteImportedLoans,
  type OpenedLoan,
  type PlannedLoan,
  planImportedLoan,
} from './commands/import.ts';
export { type PaidOut, type PayOut, payOut } from './commands/pay-out.ts';
export {
  addLoanProductStep,
  addProduct,
  changeTerms,
  installLoans,
  LoanProductInput,
  setProductOffer,
} from './commands/products.ts';
export { type RepayOutcome, type RepayStep, repay, repayMany, repayStep } from './commands/repay.ts';
export { type RepayResult, repayAnswer } from './commands/repay-state.ts';
export { SignInput, type SignStep, signLoan, signStep } from './commands/sign.ts';
export { dayRuns } from './queries/day-runs.ts';
export { readLaw } from './queries/law.ts';
export { RepayInput } from './repay-schema.ts';
export { checkCeilings, LAW_BASIS, LAW_PARAMETERS, type LendingLaw, USUAL_LAW, yearlyPercent } from './rules/law.ts';
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
export { DAY_PHASES, type DayPhase, type DayRun, type PhaseCount } from './store/day-runs.ts';
export { type LoanProduct, readLoanProducts, requireLoanProduct } from './store/products.ts';
