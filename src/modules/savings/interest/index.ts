export { answerSavingsInterest } from './calculator.ts';
export { type InterestAccount, type InterestPosting, type InterestTerms, interestPostings } from './engine.ts';
export { SavingsInterestAnswer, SavingsInterestRequest } from './request.ts';
