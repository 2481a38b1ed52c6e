/** Paying back: what is owed on a day, payments, settlement, and undoing them. Part of the door of loans. */
export { collectPayroll } from './commands/collect-payroll.ts';
export { type RepayOutcome, type RepayStep, repay, repayMany, repayStep } from './commands/repay.ts';
export { repayOwn } from './commands/repay-own.ts';
export { type RepayResult, repayAnswer } from './commands/repay-state.ts';
export { reverseRepayment } from './commands/reverse.ts';
export { type SettleStep, settle, settlementApproval, settleStep } from './commands/settle.ts';
export { setOwnStandingOrder, setStandingOrder } from './commands/standing-order.ts';
export { waivePenalty } from './commands/waive-penalty.ts';
export {
  type CounterLoan,
  type Debt,
  loanDues,
  loansAtCounter,
  memberLoans,
  type QuoteView,
  quoteView,
  readDebts,
  readQuote,
  settlementOn,
} from './queries/debt.ts';
export {
  type LoanCard,
  type LoanPage,
  ownLoan,
  ownLoans,
  type PlanRow,
  repaymentDesk,
} from './queries/loan-page.ts';
export { type LoanPayment, ownLoanReceipt, paymentOfReceipt, readPayments } from './queries/payments.ts';
export { payrollAccounts, payrollFile, payrollFiles, previewPayroll } from './queries/payroll.ts';
export {
  OwnRepayInput,
  PayrollInput,
  RepayInput,
  ReverseRepaymentInput,
  SettleInput,
  StandingOrderInput,
  WaivePenaltyInput,
} from './repay-schema.ts';
export { requireLoan } from './store/loans.ts';
