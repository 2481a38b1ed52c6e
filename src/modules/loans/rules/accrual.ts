import { type BusinessDate, daysBetween } from '#kernel/dates';

/** The interest of one row of a schedule and the days it is for (from <= day < due), in sen. */
export type InterestRow = {
  readonly startsOn: BusinessDate;
  readonly dueOn: BusinessDate;
  readonly interestSen: bigint;
};

/** A row with what was paid of its interest. */
export type PaidInterestRow = InterestRow & { readonly paidInterestSen: bigint };

/**
 * Interest earned by the end of day `on`, in sen: of rows due by then all of it, of a row that has begun the part of its days that have
 * passed, rounded down, so that a row is never earned before its time and is whole on its due date. Accrual over the term by days, as
 * SAK EP section 23 asks of interest (time basis); the days of one row count alike, whatever day count made its amount.
 */
export function earned(rows: readonly InterestRow[], on: BusinessDate): bigint {
  return rows.reduce((sum, row) => sum + earnedOf(row, on), 0n);
}

/** Earned interest of one row by the end of day `on`. */
export function earnedOf({ startsOn, dueOn, interestSen }: InterestRow, on: BusinessDate): bigint {
  if (on >= dueOn) return interestSen;
  if (on <= startsOn) return 0n;
  return (interestSen * BigInt(daysBetween(startsOn, on))) / BigInt(daysBetween(startsOn, dueOn));
}

/**
 * What a loan's interest account should hold after the end of day `on`, in sen: what is earned and not paid while the loan performs, and
 * nothing otherwise (DOMAIN 3.7: interest of a loan in trouble is income only when it is paid). What was paid ahead makes no debt.
 */
export function targetReceivable(rows: readonly PaidInterestRow[], performing: boolean, on: BusinessDate): bigint {
  if (!performing) return 0n;
  const owed = earned(rows, on) - rows.reduce((sum, { paidInterestSen }) => sum + paidInterestSen, 0n);
  return owed > 0n ? owed : 0n;
}
