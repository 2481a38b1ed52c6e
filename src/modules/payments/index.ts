/** The door of payments: for now the tills, where cash meets the books. See README.md. */
export { attachPhoto } from './attachments.ts';
export * from './bank/door.ts';
export { cashIn, cashLines, cashOut, handOver, handOverFromVault } from './cash.ts';
export type { CounterAnswer } from './counter.ts';
export { disburseAnywhere, tillDisburseLoan } from './disburse-loan.ts';
export { type CounterSaving, memberAtCounter } from './member-at-counter.ts';
export { payOutAtTill, type TillPayOut } from './pay-out.ts';
export { answerQris, QrisAnswer, QrisRequest } from './qris/index.ts';
export {
  ownTill,
  recentSessions,
  type SessionCount,
  type SessionMovement,
  type SessionReport,
  sessionReport,
  type TillRow,
  tills,
} from './queries.ts';
export { findReceipt, printReceipt, RECEIPT_TITLES, receiptFile, receiptForPrint } from './receipt-print.ts';
export { tillRecoverLoan } from './recover-loan.ts';
export { sessionReportFile } from './report.ts';
export { countedSen, DENOMINATIONS, type Denomination, type Pieces } from './rules.ts';
export { CashInput, CloseTillInput, HandOverInput, OpenTillInput, ServeInput, TillInput } from './schema.ts';
export { tillDeposit, tillWithdraw } from './serve.ts';
export { tillRepayLoan, tillSettleLoan } from './serve-loan.ts';
export { addTill, closeTill, closeTillFor, countTill, installTill, type NewTill, openTill } from './sessions.ts';
export { TILL_DEFAULTS, TILL_PARAMETERS } from './settings.ts';
export { MOVEMENT_KINDS, type MovementKind } from './store.ts';
export { type UncountedTill, uncountedTills } from './uncounted-tills.ts';
