import type { Sen } from '#kernel/money';

/** From where on something is worth a supervisor's look. Amounts are decimal text, hours those of the cooperative's clock. */
export type Thresholds = {
  /** Journals by hand of a round amount: from this amount, in multiples of this step. */
  readonly roundFrom: string;
  readonly roundStep: string;
  /** Postings by people from this hour until that one, over midnight. */
  readonly nightFrom: number;
  readonly nightUntil: number;
  /** A withdrawal from a saving on which nothing but interest moved for so many days. */
  readonly dormantDays: number;
  /** Written so many days or more after the day it is dated. */
  readonly backdatedDays: number;
};

/** Name of the by-law parameter that holds them. */
export const THRESHOLDS_PARAMETER = 'oversight.thresholds';

/** Usual practice of internal audit, not law: a cooperative sets its own with a date. */
export const USUAL_THRESHOLDS: Thresholds = {
  roundFrom: '5000000.00',
  roundStep: '1000000.00',
  nightFrom: 21,
  nightUntil: 5,
  dormantDays: 180,
  backdatedDays: 3,
};

/** Whether an amount is round: at least `fromSen`, and a multiple of `stepSen`. */
export function isRound(amountSen: bigint, fromSen: Sen, stepSen: Sen): boolean {
  return amountSen >= fromSen && amountSen % stepSen === 0n;
}
