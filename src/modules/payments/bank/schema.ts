import { z } from 'zod';
import { amountField, dateField, idField, positiveAmountField, textField } from '#kernel/fields';

/** A bank account of the cooperative. `number` as people write it; its digits are kept. */
export const BankAccountInput = z.strictObject({
  bank: textField(40),
  number: textField(40),
  name: textField(80),
  chartCode: textField(20),
  branchId: idField.optional(),
  /** From this day on bank and books are compared. */
  startsOn: dateField,
});

/** 12 MB of file as base64. */
const BASE64_MAX = 17_000_000;

export const UploadInput = z.strictObject({
  accountId: idField,
  fileName: textField(200),
  content: z.base64().max(BASE64_MAX, { error: 'Berkas terlalu besar. Paling besar 12 MB' }),
});

export const ImportInput = z.strictObject({
  uploadId: idField,
  /** Whoever imports has read the warnings of the preview. */
  agreed: z.boolean().default(false),
});

export const EntryLineRef = z.strictObject({ entryId: idField, position: z.number().int().min(1).max(30_000) });
export type EntryLineRef = z.output<typeof EntryLineRef>;

export const MatchInput = z.strictObject({
  accountId: idField,
  lineIds: z.array(idField).max(200).default([]),
  entries: z.array(EntryLineRef).max(200).default([]),
  note: textField(200).optional(),
});

export const BookInput = z.strictObject({
  lineId: idField,
  chartCode: textField(20),
  description: textField(200),
  /** Default: the day the bank booked it. */
  happenedOn: dateField.optional(),
});

export const RuleInput = z.strictObject({
  accountId: idField.optional(),
  name: textField(80),
  contains: textField(100).optional(),
  direction: z.enum(['in', 'out', 'any']).default('any'),
  amountFrom: positiveAmountField.optional(),
  amountTo: positiveAmountField.optional(),
  chartCode: textField(20),
  description: textField(200),
  automatic: z.boolean().default(false),
});

export const MonthInput = z.strictObject({
  accountId: idField,
  /** Any day of the month. */
  month: dateField,
});

export const CloseMonthInput = MonthInput.extend({
  /** What the bank says it held at the end, where its files do not say so. */
  bankBalance: amountField.optional(),
});
