export type { Movement } from './balance.ts';
export { answerSavingsInterest } from './calculator.ts';
export { type InterestAccount, type InterestPosting, type InterestTerms, interestPostings } from './engine.ts';
export { cutPeriods, type Period } from './periods.ts';
export { SavingsInterestAnswer, SavingsInterestRequest } from './request.ts';
export { type MonthTax, type TaxLedger, taxLedger } from './tax.ts';
