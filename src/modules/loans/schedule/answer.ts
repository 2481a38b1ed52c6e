import { formatDecimal } from '#kernel/money';
import { effectiveAnnualPercent } from './effective.ts';
import { parseEvents, parseSchedule } from './parse.ts';
import type { ScheduleAnswer, ScheduleRequest } from './request.ts';
import { makeSchedule } from './schedule.ts';
import { ENGINE_VERSION } from './types.ts';

/** Answers `POST /tools/loan-schedule`; pure and exact, the same answer every time. Errors: those of `parseSchedule` and `makeSchedule`. */
export function answerLoanSchedule(request: ScheduleRequest): ScheduleAnswer {
  const terms = parseSchedule(request);
  const { rows, totals } = makeSchedule(terms, parseEvents(request));
  return {
    schedule: rows.map((row) => ({
      no: row.no,
      dueOn: row.dueOn,
      principal: formatDecimal(row.principalSen),
      interest: formatDecimal(row.interestSen),
      total: formatDecimal(row.totalSen),
      balanceAfter: formatDecimal(row.balanceAfterSen),
    })),
    totals: {
      principal: formatDecimal(totals.principalSen),
      interest: formatDecimal(totals.interestSen),
      total: formatDecimal(totals.totalSen),
    },
    effectiveAnnualPercent: effectiveAnnualPercent(terms, rows) ?? null,
    engineVersion: ENGINE_VERSION,
  };
}
