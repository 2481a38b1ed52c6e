/** The door of the surplus (SHU): so far its calculator. See README.md. */
export { answerShu } from './calculator.ts';
export { ShuAnswer, ShuRequest } from './request.ts';
