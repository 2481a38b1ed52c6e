/** The door of the surplus (SHU). See README.md. */
export { answerShu } from './calculator.ts';
export { approveShu } from './commands/approve.ts';
export { batchView, continueBatch, finishBatch, startBatch } from './commands/batch.ts';
export { setByLaws } from './commands/by-laws.ts';
export { calculateShu } from './commands/calculate.ts';
export { coverLoss } from './commands/cover-loss.ts';
export { setFinalRights } from './commands/final-rights.ts';
export { payCash, payOffset, payToSavings, reversePayment } from './commands/pay.ts';
export { ShuAnswer, ShuRequest } from './request.ts';
export { SHU_DEFAULTS, SHU_PARAMETERS } from './settings.ts';
