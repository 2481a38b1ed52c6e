import type { BusinessDate } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import type { Instalment } from '../store/instalments.ts';

/** How an instalment stands on a day: paid, partly paid, overdue, the next to be paid, or later. */
export type InstalmentState = 'paid' | 'overdue' | 'part' | 'next' | 'later';

/** An instalment as pages and the API show it. Money as decimal strings. */
export type InstalmentView = {
  readonly no: number;
  readonly startsOn: BusinessDate;
  readonly dueOn: BusinessDate;
  readonly principal: string;
  readonly interest: string;
  readonly total: string;
  readonly paid: string;
  readonly penalty: string;
  readonly balanceAfter: string;
  readonly settledOn: BusinessDate | null;
  readonly state: InstalmentState;
};

/** The rows of a schedule as they stand on a day. An overdue row stays overdue when a part of it is paid; the first open one is next. */
export function instalmentViews(rows: readonly Omit<Instalment, 'loanId'>[], on: BusinessDate): InstalmentView[] {
  const isPaid = (row: Omit<Instalment, 'loanId'>) =>
    row.paidPrincipalSen === row.principalSen && row.paidInterestSen === row.interestSen;
  const next = rows.find((row) => !isPaid(row) && row.dueOn >= on);
  return rows.map((row) => {
    const paidSen = row.paidPrincipalSen + row.paidInterestSen;
    const state = isPaid(row)
      ? 'paid'
      : row.dueOn < on
        ? 'overdue'
        : paidSen > 0n
          ? 'part'
          : row === next
            ? 'next'
            : 'later';
    return {
      no: row.no,
      startsOn: row.startsOn,
      dueOn: row.dueOn,
      principal: formatDecimal(row.principalSen),
      interest: formatDecimal(row.interestSen),
      total: formatDecimal(row.principalSen + row.interestSen),
      paid: formatDecimal(paidSen),
      penalty: formatDecimal(row.penaltySen - row.waivedPenaltySen),
      balanceAfter: formatDecimal(row.balanceAfterSen),
      settledOn: row.settledOn,
      state,
    };
  });
}
