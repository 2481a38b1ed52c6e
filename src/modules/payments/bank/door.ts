/** What the payments module hands out of its bank part. */
export { addBankAccount, closeBankAccount } from './commands/accounts.ts';
export { applyBankRules, bookBankLine } from './commands/booking.ts';
export { closeBankMonth, reopenBankMonth } from './commands/closing.ts';
export { acceptCertain, matchLines, undoMatch } from './commands/matching.ts';
export { addBankRule, endBankRule } from './commands/rules.ts';
export { importStatement, uploadStatement } from './commands/statements.ts';
export { type BankBlocker, bankBlockers, unmatchedBankLines } from './doors.ts';
export { gapText } from './examine.ts';
export { bankReconciliationFile } from './paper.ts';
export {
  type BankAccountRow,
  bankAccount,
  bankAccounts,
  bankChart,
  bankRules,
  bankUpload,
} from './queries/accounts.ts';
export { type BankReconciliation, bankAgeing, bankReconciliation, type LooseItem } from './queries/agreement.ts';
export {
  bankMatches,
  bankWorkbench,
  type MatchRow,
  type Suggestion,
  type WorkEntry,
  type WorkLine,
} from './queries/workbench.ts';
export { BANK_DEFAULTS, BANK_PARAMETERS } from './settings.ts';
