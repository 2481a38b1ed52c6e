/** The schedule engine: pure and exact, without clock or database. Formulas and their sources: docs/loan-formulas.md. */
export { answerLoanSchedule } from './answer.ts';
export { effectiveAnnualPercent } from './effective.ts';
export { parseEvents, parseSchedule } from './parse.ts';
export { ScheduleAnswer, ScheduleRequest } from './request.ts';
export { makeSchedule } from './schedule.ts';
export type * from './types.ts';
export { ENGINE_VERSION, METHODS } from './types.ts';
