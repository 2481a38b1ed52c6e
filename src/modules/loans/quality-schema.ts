import { z } from 'zod';
import { dateField, idField, positiveAmountField, textField } from '#kernel/fields';

/** What a person says, long enough to mean something a year later. */
const reason = (min = 5) =>
  textField(500).refine((text) => text.length >= min, {
    message: `Tulis alasannya, paling sedikit ${min} huruf`,
    params: { reason: 'reason_too_short' },
  });

const optionalText = (max: number) => z.union([z.literal(''), textField(max)]).default('');

/** A worse class than the rule's, by a person. */
export const OverrideInput = z.strictObject({
  loanId: idField,
  class: z.enum(['special_mention', 'substandard', 'doubtful', 'loss'], { error: 'Pilih kolektibilitas' }),
  reason: reason(),
});

export const TakeBackInput = z.strictObject({ loanId: idField, reason: reason() });

export const ProspectInput = z.strictObject({
  loanId: idField,
  prospect: z.enum(['rescuable', 'not_rescuable', 'handed_over'], { error: 'Pilih salah satu' }),
  reason: reason(),
});

export const CONTACT_KINDS = ['visit', 'call', 'message', 'meeting'] as const;
export const CONTACT_RESULTS = ['promised', 'asked_time', 'not_met', 'refused', 'moved', 'paid', 'other'] as const;

/** What was said with a borrower; a promise has its day and amount. */
export const ContactInput = z.strictObject({
  loanId: idField,
  kind: z.enum(CONTACT_KINDS, { error: 'Pilih cara menghubungi' }),
  result: z.enum(CONTACT_RESULTS, { error: 'Pilih hasilnya' }),
  happenedOn: dateField.optional(),
  note: reason(3),
  promiseOn: dateField.optional(),
  promiseAmount: positiveAmountField.optional(),
  latitude: z.coerce.number().min(-90).max(90).optional(),
  longitude: z.coerce.number().min(-180).max(180).optional(),
});
export type ContactInput = z.output<typeof ContactInput>;

/** An officer for one loan, or for up to two hundred picked in a list; null takes the officer away. */
export const AssignInput = z.strictObject({
  loanIds: z.array(idField).min(1, { error: 'Pilih paling sedikit satu pinjaman' }).max(200),
  officerId: idField.nullable(),
});

export const ReminderSentInput = z.strictObject({
  loanId: idField,
  instalmentNo: z.coerce.number().int().min(1).max(1200),
  kind: z.string().max(20),
});

export const ProposeWriteOffInput = z.strictObject({ loanId: idField, reason: reason(10), resolution: textField(100) });

export const VoteWriteOffInput = z.strictObject({
  proposalId: idField,
  decision: z.enum(['agreed', 'declined'], { error: 'Pilih setuju atau menolak' }),
  note: optionalText(500),
});

/** Money for a loan that was written off: cash in a till or at the office, by transfer, or from the member's saving. */
export const RecoverInput = z.strictObject({
  loanId: idField,
  amount: positiveAmountField,
  channel: z.enum(['cash', 'transfer', 'savings'], { error: 'Pilih cara bayar' }),
  /** With `savings`: which; with `transfer`: the bank's account; with `cash`: another cash account than the office's. */
  accountId: idField.optional(),
  note: optionalText(200),
});

/** A pledged collateral that is taken over in payment of principal, at a value that the board resolved. */
export const ForecloseInput = z.strictObject({
  loanId: idField,
  collateralId: idField,
  value: positiveAmountField,
  resolution: textField(100),
  note: optionalText(300),
});

export const ClaimInput = z.strictObject({
  loanId: idField,
  memberId: idField,
  amount: positiveAmountField,
  note: optionalText(300),
});

export const ClaimGroupInput = z.strictObject({ loanId: idField, note: optionalText(300) });

export const PayGuaranteeInput = z.strictObject({
  claimId: idField,
  savingsAccountId: idField,
  amount: positiveAmountField,
  consent: reason(),
});
