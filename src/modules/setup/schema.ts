import { z } from 'zod';
import { CooperativeInput } from '#cooperatives';
import { amountField, positiveAmountField, textField } from '#kernel/fields';

/** The savings that a new cooperative offers; figures of the others are those of the usual set. */
export const SavingsSetup = z.strictObject({
  principal: positiveAmountField,
  mandatory: positiveAmountField,
  /** Codes of the usual set besides pokok and wajib: SS, SH, SB. */
  offered: z.array(z.string().regex(/^[A-Z]{2}$/)).max(10),
  voluntaryRatePpm: z.number().int().min(0).max(1_000_000),
  voluntaryMinBalance: amountField,
  /** A withdrawal above this waits for a second person; absent: none does. */
  withdrawalApprovalAbove: positiveAmountField.optional(),
});

/** Someone who signs in from the first day; `codeHash` is of the code that they open their account with. */
const FirstPerson = z.strictObject({
  fullName: textField(120),
  username: z.string().max(100),
  email: z.string().max(300).optional(),
  roles: z.array(z.string().max(40)).min(1).max(9),
  codeHash: z.string().min(20).max(200),
});

/** Everything that makes a cooperative whole. */
export const SetupInput = z.strictObject({
  ...CooperativeInput.shape,
  /** Absent: the usual set with its usual figures. */
  savings: SavingsSetup.optional(),
  parameters: z
    .array(z.strictObject({ name: z.string(), value: z.string().max(60) }))
    .max(20)
    .default([]),
  /** Empty where the program adds people by itself afterwards: the demo, the command line. */
  people: z
    .array(FirstPerson)
    .max(10)
    .default([])
    .refine((people) => people.length === 0 || people.some(({ roles }) => roles.includes('ketua')), {
      message: 'Koperasi perlu seorang ketua',
      params: { reason: 'chair_missing' },
    }),
});
export type SetupInput = z.output<typeof SetupInput>;
