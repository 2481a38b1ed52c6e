import type { Field } from '../layout/fields.ts';

/** How much an issue weighs. `note`: taken, told. `doubt`: taken unless the user leaves it. `leave`: left unless the user takes it. */
export type Weight = 'note' | 'doubt' | 'leave' | 'refuse';

/** Every reason for which a row is remarked upon, with its weight. Words: `src/lib/text/imports.ts`. */
export const ISSUES = {
  rounded_to_sen: 'note',
  float_noise: 'note',
  separator_unclear: 'doubt',
  exponent: 'doubt',
  amount_unreadable: 'refuse',
  amount_missing: 'refuse',
  amount_zero: 'refuse',
  amount_over_limit: 'refuse',
  negative_savings: 'doubt',
  loan_overpaid: 'doubt',
  loan_above_original: 'doubt',
  loan_paid_off: 'note',
  loan_remnant: 'note',
  loan_matured: 'doubt',
  loan_arrears_above_balance: 'doubt',
  loan_remaining_unreadable: 'doubt',
  loan_rate_unreadable: 'doubt',
  member_unknown: 'note',
  row_sum_differs: 'doubt',
  date_impossible: 'doubt',
  date_unreadable: 'doubt',
  date_missing: 'refuse',
  date_not_usable: 'refuse',
  date_in_future: 'refuse',
  date_order_unclear: 'doubt',
  date_maybe_swapped: 'doubt',
  nik_digits_lost: 'doubt',
  nik_length: 'doubt',
  nik_repeated: 'doubt',
  phone_unreadable: 'note',
  phone_zero_added: 'note',
  gender_unreadable: 'note',
  name_missing: 'doubt',
  member_repeated: 'leave',
  row_repeated: 'doubt',
  savings_kind_missing: 'refuse',
  savings_kind_assumed: 'note',
  withdrawal_by_word: 'doubt',
  row_after_signature: 'doubt',
  example_row: 'refuse',
  loose_amounts: 'refuse',
  account_code_missing: 'refuse',
  account_code_repeated: 'leave',
  account_amount_repeated: 'leave',
  account_side_assumed: 'note',
  account_both_sides: 'doubt',
} as const satisfies Record<string, Weight>;

export type IssueReason = keyof typeof ISSUES;

/** One remark on one row: why, at which column, and what stood there. */
export type Issue = { readonly reason: IssueReason; readonly field: Field | null; readonly shown: string };

/** Remarks on the table as a whole. */
export type Remark =
  | 'no_headings'
  | 'numbers_mixed'
  | 'dates_mixed'
  | 'no_name_column'
  | 'no_savings_kind'
  | 'loan_balance_is_original_amount'
  | 'cards_summed_up'
  | 'schedule_by_paid_day'
  | 'schedule_by_due_day'
  | 'kind_not_importable'
  | 'nothing_to_take'
  | 'too_many_doubts';

/** A remark; numbers that identify a person are shown by their ends only. */
export function issue(reason: IssueReason, field: Field | null = null, shown = ''): Issue {
  return { reason, field, shown: (field !== null && PERSONAL_FIELDS.has(field) ? masked(shown) : shown).slice(0, 80) };
}

/** Fields whose values are not shown in full before somebody has a reason to see them. */
export const PERSONAL_FIELDS: ReadonlySet<Field> = new Set<Field>(['nik', 'phone', 'bankAccountNo']);

/** `3319011234567890` -> `33…890`; short texts stay as they are. */
export function masked(text: string): string {
  return text.length < 8 ? text : `${text.slice(0, 2)}\u2026${text.slice(-3)}`;
}

/** The heaviest weight among a row's issues, or undefined when it has none. */
export function heaviest(issues: readonly Issue[]): Weight | undefined {
  const order: readonly Weight[] = ['refuse', 'leave', 'doubt', 'note'];
  return order.find((weight) => issues.some((one) => ISSUES[one.reason] === weight));
}
