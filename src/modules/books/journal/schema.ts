import { z } from 'zod';
import { dateField, idField, textField } from '#kernel/fields';
import { EntryInput, EntryLineInput, VOUCHERS_MAX } from '#ledger';

/** A form of an entry has at most this many lines. */
export const FORM_LINES_MAX = 200;

const typed = (max: number) => z.string().trim().max(max).default('');

/** A paper kept by `keepVoucher` that hangs on the entry once it is written. */
export const KeptVoucherInput = z.strictObject({ fileId: idField, name: textField(120) });

const vouchers = z.array(KeptVoucherInput).max(VOUCHERS_MAX).default([]);

/** An entry of the form; `turnsRound` plans its reversal on the first day of the next month. */
export const JournalInput = EntryInput.extend({
  vouchers,
  turnsRound: z.boolean().default(false),
  draftId: idField.optional(),
});
export type JournalInput = z.output<typeof JournalInput>;

/** A draft holds what was typed, right or wrong. `version` is the one that was on the screen when an old draft is changed. */
export const DraftInput = z.strictObject({
  draftId: idField.optional(),
  version: z.int().min(1).optional(),
  happenedOn: dateField.nullable().default(null),
  description: typed(300),
  lines: z
    .array(z.strictObject({ account: typed(120), debit: typed(40), credit: typed(40), note: typed(200) }))
    .max(FORM_LINES_MAX),
  vouchers,
  branchId: idField.optional(),
  unitId: idField.optional(),
  turnsRound: z.boolean().default(false),
});
export type DraftInput = z.output<typeof DraftInput>;
export type TypedLine = DraftInput['lines'][number];

const decimalField = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,2})?$/, { error: 'Tulis jumlah dalam angka, misalnya 150000.00' });

/** A line of a template: an amount, a percentage of the total that is asked when it is used, or neither (left open). */
export const TemplateLineInput = z
  .strictObject({
    account: textField(20),
    side: z.enum(['debit', 'credit']),
    amount: decimalField.optional(),
    percent: z
      .string()
      .regex(/^\d{1,3}(\.\d{1,4})?$/, { error: 'Tulis persen seperti 12.5' })
      .optional(),
    note: textField(200).optional(),
  })
  .refine((line) => line.amount === undefined || line.percent === undefined, {
    message: 'Isi jumlah atau persen, tidak keduanya',
    params: { reason: 'amount_or_percent' },
  });

export const TemplateInput = z.strictObject({
  templateId: idField.optional(),
  version: z.int().min(1).optional(),
  name: textField(80),
  description: typed(300),
  lines: z.array(TemplateLineInput).min(2).max(FORM_LINES_MAX),
});
export type TemplateLine = z.output<typeof TemplateLineInput>;

export const EVERY = ['week', 'month', 'quarter'] as const;

export const RecurringInput = z
  .strictObject({
    description: textField(300),
    lines: z.array(EntryLineInput).min(2).max(FORM_LINES_MAX),
    branchId: idField.optional(),
    unitId: idField.optional(),
    every: z.enum(EVERY),
    /** The wished day of the month; without it the day of `startsOn`. */
    dayOfMonth: z.int().min(1).max(31).optional(),
    startsOn: dateField,
    endsOn: dateField.optional(),
  })
  .refine((plan) => plan.endsOn === undefined || plan.endsOn >= plan.startsOn, {
    path: ['endsOn'],
    message: 'Tanggal akhir tidak boleh sebelum tanggal mulai',
    params: { reason: 'recurring_ends_first' },
  });
export type RecurringInput = z.output<typeof RecurringInput>;

/** What waits is passed over, or a planned reversal given up, with the reason. */
export const SkipInput = z.strictObject({
  kind: z.enum(['recurring', 'reversal']),
  /** Of the recurring entry, or of the entry that was to turn round. */
  id: idField,
  dueOn: dateField,
  reason: textField(200),
});
