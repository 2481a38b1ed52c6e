import { z } from 'zod';
import { DAY_COUNTS } from '#kernel/day-count';
import { amountField, dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { BALANCE_METHODS } from './interest/balance.ts';
import { COMPOUNDINGS } from './interest/periods.ts';
import { ROLLOVERS, SAVINGS_KINDS } from './rules/kinds.ts';

/** A movement at the counter. Without `cashAccountId` the cash side is the cooperative's general cash account. */
const Movement = {
  amount: positiveAmountField,
  cashAccountId: idField.optional(),
  note: textField(200).optional(),
  happenedOn: dateField.optional(),
};

export const DepositInput = z.strictObject({ accountId: idField, ...Movement });
export const WithdrawalInput = z.strictObject({ accountId: idField, ...Movement });

export const TransferInput = z
  .strictObject({
    fromAccountId: idField,
    toAccountId: idField,
    amount: positiveAmountField,
    note: textField(200).optional(),
    happenedOn: dateField.optional(),
  })
  .refine((input) => input.fromAccountId !== input.toAccountId, {
    path: ['toAccountId'],
    message: 'Pilih simpanan lain sebagai tujuan',
    params: { reason: 'same_account' },
  });

export const ReversalInput = z.strictObject({ entryId: idField, reason: textField(200) });

export const BlockInput = z.strictObject({
  accountId: idField,
  /** Absent: the whole account. */
  amount: positiveAmountField.optional(),
  reason: textField(200),
});

export const AccountReasonInput = z.strictObject({ accountId: idField, reason: textField(200) });

export const OpenAccountInput = z.strictObject({
  memberId: idField,
  productId: idField,
  /** Goal savings: locked until this day. */
  goalOn: dateField.optional(),
});

export const TermDepositInput = z.strictObject({
  memberId: idField,
  productId: idField,
  amount: positiveAmountField,
  tenorMonths: z.coerce.number().int().min(1).max(120),
  rollover: z.enum(ROLLOVERS).default('none'),
  /** A voluntary saving of the same member: it pays the placement when `payFrom` is `payout`, and takes what is paid out. */
  payoutAccountId: idField,
  payFrom: z.enum(['cash', 'payout']).default('cash'),
  cashAccountId: idField.optional(),
});

const ratePpm = z.coerce.number().int().min(0).max(1_000_000);
const chartCode = textField(20);

/** What a product promises from a day on. */
export const TermsInput = z.strictObject({
  effectiveFrom: dateField,
  legalBasis: textField(200),
  ratePpm: ratePpm.default(0),
  tiers: z
    .array(z.strictObject({ upTo: amountField.optional(), ratePpm }))
    .max(20)
    .default([]),
  tierMode: z.enum(['whole', 'marginal']).default('whole'),
  balanceMethod: z.enum(BALANCE_METHODS).default('daily'),
  dayCount: z.enum(DAY_COUNTS).default('actual/365'),
  posting: z.enum(['monthly', 'quarterly', 'semiannual', 'annual', 'maturity']).default('monthly'),
  compounding: z.enum(COMPOUNDINGS).default('none'),
  roundingStep: positiveAmountField.default(() => positiveAmountField.parse('0.01')),
  roundingMode: z.enum(['half_even', 'half_up', 'down']).default('half_even'),
  taxed: z.boolean().default(true),
  adminFee: amountField.optional(),
  minBalance: amountField.optional(),
  minDeposit: amountField.optional(),
  depositMax: positiveAmountField.optional(),
  withdrawalMax: positiveAmountField.optional(),
  approvalAbove: amountField.optional(),
  due: positiveAmountField.optional(),
  dueDay: z.coerce.number().int().min(1).max(28).default(10),
  tenors: z
    .array(z.strictObject({ months: z.coerce.number().int().min(1).max(120), ratePpm }))
    .max(12)
    .default([]),
});
export type TermsInput = z.output<typeof TermsInput>;

export const ProductInput = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[A-Z][A-Z0-9]{0,7}$/, { error: 'Kode 1 sampai 8 huruf besar atau angka, diawali huruf' }),
  name: textField(60).refine((name) => name.length >= 3, { message: 'Nama paling pendek 3 huruf' }),
  kind: z.enum(SAVINGS_KINDS),
  chartCode,
  interestChartCode: chartCode.optional(),
  taxChartCode: chartCode.optional(),
  feeChartCode: chartCode.optional(),
  opensOnAdmission: z.boolean().default(false),
  terms: TermsInput,
});
export type ProductInput = z.output<typeof ProductInput>;

/** One line of a payroll or collector's file. `reference` is an account number, or a member number (then wajib first, rest sukarela). */
export const CollectionInput = z.strictObject({
  fileName: textField(200),
  /** SHA-256 of the file, hex: the same file is taken once. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  happenedOn: dateField.optional(),
  cashAccountId: idField.optional(),
  rows: z
    .array(
      z.strictObject({
        line: z.number().int().min(1),
        reference: z.string().trim().max(40),
        amount: z.string().trim().max(40),
        /** A product's code: the member's account of that product. */
        product: z.string().trim().max(8).optional(),
      }),
    )
    .min(1)
    .max(5_000),
});
export type CollectionInput = z.output<typeof CollectionInput>;
