import { z } from 'zod';
import { dateField, idField, positiveAmountField } from '#kernel/fields';

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
