import { z } from 'zod';
import { amountField, dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { sen } from '#kernel/money';

const noteField = z.string().trim().max(200, { error: 'Paling panjang 200 huruf' }).optional();

/** A payment of a loan. `cashAccountId`: cash or bank, absent: Kas; `savingsAccountId`: the borrower's, absent: the loan's own. */
export const RepayInput = z.strictObject({
  loanId: idField,
  amount: positiveAmountField,
  channel: z.enum(['cash', 'savings', 'transfer', 'collector'], { error: 'Pilih cara bayar' }).default('cash'),
  cashAccountId: idField.optional(),
  savingsAccountId: idField.optional(),
  happenedOn: dateField.optional(),
  note: noteField,
});

/**
 * Early settlement. `expected` is the figure the payer was told: another one now is refused. Discounts of interest and of the late charge
 * wait for a second person, and need a reason.
 */
export const SettleInput = z.strictObject({
  loanId: idField,
  channel: z.enum(['cash', 'savings', 'transfer', 'collector'], { error: 'Pilih cara bayar' }).default('cash'),
  expected: positiveAmountField.optional(),
  interestDiscount: amountField.default(sen(0n)),
  penaltyDiscount: amountField.default(sen(0n)),
  cashAccountId: idField.optional(),
  savingsAccountId: idField.optional(),
  happenedOn: dateField.optional(),
  note: noteField,
});
export type SettleInput = z.output<typeof SettleInput>;

/** Forgiving late charge: absent amount means all of it. */
export const WaivePenaltyInput = z.strictObject({
  loanId: idField,
  amount: positiveAmountField.optional(),
  reason: textField(200),
});

/** Undoing a payment or settlement; `eventId` is what the payment answered as `id`. */
export const ReverseRepaymentInput = z.strictObject({ eventId: idField, reason: textField(200) });

/** The saving that pays instalments on their day. Off keeps the saving, for what is paid too much. */
export const StandingOrderInput = z.strictObject({
  loanId: idField,
  on: z.boolean({ error: 'Pilih nyala atau mati' }),
  savingsAccountId: idField.optional(),
});

/** A member pays the own loan out of an own saving. */
export const OwnRepayInput = z.strictObject({
  loanId: idField,
  amount: positiveAmountField,
  savingsAccountId: idField.optional(),
});

const PayrollRows = z
  .array(z.strictObject({ line: z.number().int().min(1), reference: textField(60), amount: z.string().max(40) }))
  .min(1, { error: 'Berkas ini tidak berisi baris' })
  .max(2_000, { error: 'Paling banyak 2.000 baris. Bagi menjadi beberapa berkas' });

/** The lines of a payroll file: a member's number or a loan's, and the amount deducted. */
export const PayrollPreviewInput = z.strictObject({ rows: PayrollRows });

/** A payroll file to be posted. `controlTotal`: the sum that the employer's letter names; another sum is refused. */
export const PayrollInput = z.strictObject({
  fileName: textField(200),
  rows: PayrollRows,
  /** The bank or cash account that received the employer's money. */
  cashAccountId: idField,
  controlTotal: positiveAmountField.optional(),
  happenedOn: dateField.optional(),
});
