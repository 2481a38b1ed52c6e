import { formatDecimal } from '#kernel/money';
import { parseEvents, parseSchedule } from './parse.ts';
import type { ScheduleAnswer, ScheduleRequest } from './request.ts';
import { makeSchedule } from './schedule.ts';
import { ENGINE_VERSION } from './types.ts';

/** Answers `POST /tools/loan-schedule`; pure and exact, the same answer every time. Errors: those of `parseSchedule` and `makeSchedule`. */
export function answerLoanSchedule(request: ScheduleRequest): ScheduleAnswer {
  const { rows, totals } = makeSchedule(parseSchedule(request), parseEvents(request));
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
    effectiveAnnualPercent: null,
    engineVersion: ENGINE_VERSION,
  };
}
