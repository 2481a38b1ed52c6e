/** The part of the door that is about arrears and quality. */
export { noteContact } from './commands/contact.ts';
export { forecloseCollateral } from './commands/foreclose.ts';
export { claimGroup, claimGuarantor, payGuarantee } from './commands/guarantee.ts';
export { assignOfficer } from './commands/officer.ts';
export { overrideClass, setProspect, takeBackOverride } from './commands/override.ts';
export { type ProvisionedLine, provision, provisionStep } from './commands/provision.ts';
export { type AskedRecovery, recover, recoverStep } from './commands/recover.ts';
export { markReminderSent, queueReminders } from './commands/reminders.ts';
export { proposeWriteOff, voteWriteOff } from './commands/write-off.ts';
export { type PortfolioWords, portfolioTables } from './portfolio-tables.ts';
export { CONTACT_KINDS, CONTACT_RESULTS } from './quality-schema.ts';
export { loanQuality } from './queries/loan-quality.ts';
export { LOAN_STATES, type LoanRow, type LoanState } from './queries/loan-rows.ts';
export { CUTS, type Cut, type Portfolio, portfolio } from './queries/portfolio.ts';
export { type WaitingReminder, waitingReminders } from './queries/reminders.ts';
export { collectorRoute, type Stop } from './queries/route.ts';
export { loanList, loanOfficers, loanTasks } from './queries/work-list.ts';
export { CLASSES, type ClassReason } from './rules/collectability.ts';
export { WRITE_OFF_VOTES } from './rules/write-off.ts';
export type { Collectability, LoanStatus } from './store/loans.ts';
export {
  BankTable,
  CollectabilityTable,
  ProvisionRates,
  QUALITY_PARAMETERS,
  Reminders,
} from './store/quality-parameters.ts';
