/** The door of the surplus (SHU). See README.md. */
export { answerShu } from './calculator.ts';
export { approveShu } from './commands/approve.ts';
export { batchView, continueBatch, finishBatch, startBatch } from './commands/batch.ts';
export { setByLaws } from './commands/by-laws.ts';
export { calculateShu } from './commands/calculate.ts';
export { coverLoss } from './commands/cover-loss.ts';
export { setFinalRights } from './commands/final-rights.ts';
export { payCash, payOffset, payToSavings, reversePayment } from './commands/pay.ts';
export { shuJobs } from './jobs.ts';
export { type LetterLine, type MemberShu, memberShu, memberShuOf, ownShu } from './queries/member-shu.ts';
export { byLawsVersions, calculationView, type ShuYearRow, shuShares, shuYear, shuYears } from './queries/overview.ts';
export { LETTERS_A_FILE, ownShuLetterFile, shuLetterFile, shuLettersFile, shuListTable } from './queries/papers.ts';
export { simulateShu } from './queries/simulate.ts';
export { ShuAnswer, ShuRequest } from './request.ts';
export { type ByLaws, SAVINGS_MEASURES, type YearBasis, type YearPool } from './rules/by-laws.ts';
export { basisWords } from './rules/letter.ts';
export { SHU_DEFAULTS, SHU_PARAMETERS } from './settings.ts';
