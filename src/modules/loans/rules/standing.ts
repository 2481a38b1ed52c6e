import { type BusinessDate, daysBetween, parts } from '#kernel/dates';

/** What is due on a day and how much of it was paid, in sen. The instalments of a loan's version in force are such rows. */
export type Due = {
  readonly dueOn: BusinessDate;
  readonly principalSen: bigint;
  readonly interestSen: bigint;
  readonly paidPrincipalSen: bigint;
  readonly paidInterestSen: bigint;
};

/** How far behind a loan is at the end of a day. Late charges are not counted: they make no arrears of their own. */
export type Standing = {
  /** Days since the oldest unpaid due date; 0 on the due date itself and when nothing is overdue. */
  readonly daysPastDue: number;
  readonly overduePrincipalSen: bigint;
  readonly overdueInterestSen: bigint;
  /** The oldest due dates before the day of which something, principal, or interest is unpaid. */
  readonly overdueSince: BusinessDate | null;
  readonly principalOverdueSince: BusinessDate | null;
  readonly interestOverdueSince: BusinessDate | null;
  /** The first due date of which something is unpaid, past or to come: what the loan is waited for next. */
  readonly nextDueOn: BusinessDate | null;
  /** Whole months from `overdueSince` to the day. */
  readonly monthsInArrears: number;
};

/**
 * The standing of a loan at the end of day `on`. A row is overdue when `dueOn < on` and its principal or interest is not paid in full
 * (a row of nothing owes nothing, whatever its `settledOn`); a row due on the day itself is not late yet.
 */
export function standingOf(rows: readonly Due[], on: BusinessDate): Standing {
  const unpaid = rows
    .map(({ dueOn, principalSen, interestSen, paidPrincipalSen, paidInterestSen }) => ({
      dueOn,
      principal: principalSen - paidPrincipalSen,
      interest: interestSen - paidInterestSen,
    }))
    .filter(({ principal, interest }) => principal > 0n || interest > 0n);
  const overdue = unpaid.filter(({ dueOn }) => dueOn < on);
  const overdueSince = earliest(overdue);
  return {
    daysPastDue: overdueSince ? daysBetween(overdueSince, on) : 0,
    overduePrincipalSen: overdue.reduce((sum, { principal }) => sum + principal, 0n),
    overdueInterestSen: overdue.reduce((sum, { interest }) => sum + interest, 0n),
    overdueSince,
    principalOverdueSince: earliest(overdue.filter(({ principal }) => principal > 0n)),
    interestOverdueSince: earliest(overdue.filter(({ interest }) => interest > 0n)),
    nextDueOn: earliest(unpaid),
    monthsInArrears: overdueSince ? wholeMonths(overdueSince, on) : 0,
  };
}

/** Days past due on any later day by a loan's `nextDueOn` alone, as lists show them between two ends of day. */
export function daysPastDueOn(nextDueOn: BusinessDate | null, on: BusinessDate): number {
  return nextDueOn && nextDueOn < on ? daysBetween(nextDueOn, on) : 0;
}

function earliest(rows: readonly { readonly dueOn: BusinessDate }[]): BusinessDate | null {
  return rows.reduce<BusinessDate | null>((first, { dueOn }) => (first && first <= dueOn ? first : dueOn), null);
}

function wholeMonths(from: BusinessDate, to: BusinessDate): number {
  const [a, b] = [parts(from), parts(to)];
  return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0);
}
