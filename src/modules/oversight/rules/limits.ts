/** When the board is asked to decide. Parts per million and days. */
export type Limits = {
  /** Cash and bank below this part of short-term debts. */
  readonly liquidityPpm: number;
  /** Loans more than 30 days late above this part of all loans. */
  readonly par30Ppm: number;
  /** A month should be closed by this day of the next. */
  readonly closeByDay: number;
  /** Months after the end of the book year by which the annual meeting is held. */
  readonly meetingMonths: number;
  /** A line of the budget is told when the actual is above this part of it. */
  readonly budgetPpm: number;
};

/** Name of the by-law parameter that holds them. */
export const LIMITS_PARAMETER = 'oversight.limits';

/**
 * Cash of 10 % of short-term debts is the lowest cut of the health worksheet (KKPKK); the meeting within 6 months is UU 25/1992 Ps 26. The others are
 * usual practice. A cooperative sets its own with a date.
 */
export const USUAL_LIMITS: Limits = {
  liquidityPpm: 100_000,
  par30Ppm: 50_000,
  closeByDay: 10,
  meetingMonths: 6,
  budgetPpm: 1_000_000,
};

/** A part of a whole in parts per million, rounded down; null of nothing. Ratios only, never money. */
export function ppmOf(part: bigint, whole: bigint): number | null {
  return whole <= 0n ? null : Number((part * 1_000_000n) / whole);
}
