/** The door of savings: pokok, wajib, sukarela, berjangka, khusus; interest; passbook. See README.md. */
export {
  type NewSavingsAccount,
  openMemberAccounts,
  openSavings,
  openSavingsAccounts,
} from './commands/accounts.ts';
export { block, closeSavings, unblock } from './commands/blocking.ts';
export { collect } from './commands/collection.ts';
export { requireCreditable } from './commands/credit.ts';
export { DEFAULT_PRODUCTS } from './commands/default-products.ts';
export { deposit, depositStep, type TellerStep } from './commands/deposit.ts';
export { continueInterestRun, finishInterestRun, startInterestRun } from './commands/interest-run.ts';
export { matureDue, matureTermDeposits } from './commands/maturity.ts';
export { addProduct, addProductStep, changeTerms, installSavings, setProductOffer } from './commands/products.ts';
export { reverseMovement } from './commands/reverse.ts';
export { type SavingsSettlement, settleExit, settlementOf } from './commands/settlement.ts';
export type { TellerResult } from './commands/teller-state.ts';
export { placeTermDeposit } from './commands/term-deposit.ts';
export { transfer } from './commands/transfer.ts';
export { withdraw, withdrawalApproval, withdrawStep } from './commands/withdraw.ts';
export { answerSavingsInterest, SavingsInterestAnswer, SavingsInterestRequest } from './interest/index.ts';
export { openAccountsOfMember, savingsJobs } from './jobs.ts';
export { passbookTable } from './passbook.ts';
export { accountsByNumber, accountsOfMembers, type SavingsAccount } from './queries/account-rows.ts';
export { type ArrearsRow, mandatoryArrears } from './queries/arrears.ts';
export { collectionDetail, collections } from './queries/collections.ts';
export { interestRuns, interestTaxWithheld, type WithheldInterest } from './queries/interest.ts';
export {
  findSaving,
  memberSavings,
  ownSavings,
  type SavingsView,
  savingsDetail,
  type TellerView,
  tellerAccounts,
  viewsOf,
} from './queries/member-savings.ts';
export { type ProductBalance, productBalancesBefore } from './queries/product-balances.ts';
export {
  type Product,
  productDetail,
  productList,
  productOffers,
  savingsProducts,
  type Terms,
} from './queries/products.ts';
export { ownReceipt, savingsReceipt } from './queries/receipts.ts';
export { ownStatement, type Statement, type StatementItem, statement } from './queries/statement.ts';
export { ROLLOVERS, SAVINGS_KINDS, type SavingsKind } from './rules/kinds.ts';
export { availableSen, checkCredit, checkWithdrawal } from './rules/movement.ts';
export * from './schema.ts';
export { type CashAccount, readCashAccounts, readTellerAccounts, type TellerAccount } from './store/teller-accounts.ts';
