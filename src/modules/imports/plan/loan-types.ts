import type { BusinessDate } from '#kernel/dates';
import type { Sen } from '#kernel/money';

/**
 * What a file does not say of a loan, and what is taken instead. Every one is shown before anybody agrees.
 * `remaining_usual`: the mapping's number of instalments, 12 when it has none. `remaining_from_payment`: balance over the principal paid
 * last. `remaining_from_term`: the term's part that the balance is of what was lent. `remaining_from_dates`: the months to its last day.
 * `due_day`: the mapping's day, else that of the opening. `contract_date`: the day of the opening. `original`: the balance.
 * `interest`: as the product computes it. `rate_unit`: a rate up to 5 is of a month, above of a year. `arrears`: none.
 */
export const LOAN_ASSUMPTIONS = [
  'remaining_usual',
  'remaining_from_payment',
  'remaining_from_term',
  'remaining_from_dates',
  'due_day',
  'contract_date',
  'original',
  'interest',
  'rate_unit',
  'arrears',
] as const;
export type LoanAssumption = (typeof LOAN_ASSUMPTIONS)[number];

/** A row of the file's own schedule that is not paid; without a day when the file has none for it. */
export type ScheduleRow = { readonly dueOn: BusinessDate | null; readonly principal: Sen; readonly interest: Sen };

/** How a loan goes on, as far as a row says. Amounts in sen. */
export type LoanTerms = {
  /** The kind of loan as the file names it; empty when it does not. */
  readonly product: string;
  readonly contractOn: BusinessDate | null;
  /** Instalments still to fall due; 0 when all of it is overdue. */
  readonly remaining: number;
  /** The next due date, when the file has it. */
  readonly nextDueOn: BusinessDate | null;
  /** Day of the month, 1 to 31; null: that of the opening. */
  readonly dueDay: number | null;
  readonly principalEach: Sen | null;
  readonly interestEach: Sen | null;
  readonly totalEach: Sen | null;
  /** In percent, as written; of a month up to 5, of a year above. Empty when the file has none. */
  readonly rate: string;
  readonly overduePrincipal: Sen;
  readonly overdueInterest: Sen;
  readonly rows: readonly ScheduleRow[] | null;
  readonly assumed: readonly LoanAssumption[];
};

export type Tally = { readonly count: number; readonly sum: Sen };

/** The loans of a table and their control totals. Sums in sen. */
export type LoanSummary = {
  /** Every balance of the table that is not zero, whatever becomes of its row. */
  readonly inFile: Tally;
  /** What the file prints as its own total; null when it prints none. */
  readonly printed: Sen | null;
  /** Will be written as running loans. */
  readonly running: Tally;
  /** Will be written apart, as positions: overpaid loans, and remnants that are no loan any more. */
  readonly apart: Tally;
  /** An earlier import wrote them. */
  readonly known: Tally;
  /** What the file says (its printed total, else its rows) less what is or will be in the books. Must be zero, or agreed to. */
  readonly difference: Sen;
  readonly paidOff: number;
  readonly arrears: { readonly count: number; readonly principal: Sen; readonly interest: Sen };
  /** By the name the file gives the kind of loan. */
  readonly products: readonly (Tally & { readonly name: string })[];
  readonly assumed: readonly { readonly what: LoanAssumption; readonly count: number }[];
};

/** Less than this is what rounding left of a loan that is paid: Rp 100. */
export const REMNANT_BELOW_SEN = 10_000n;

/** True for a balance that is a running loan: not overpaid, and more than a remnant. */
export function isRunning(amount: bigint): boolean {
  return amount >= REMNANT_BELOW_SEN;
}
