import { z } from 'zod';
import { amountField, dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { SAVINGS_KINDS } from '#savings';
import { SAVINGS_MEASURES, TRANSACTION_UNITS, WHEN_ZERO } from './rules/by-laws.ts';
import { SHARE_METHODS } from './rules/pools.ts';

const percent = z
  .string()
  .trim()
  .regex(/^\d{1,3}(\.\d{1,6})?$/, { error: 'Tulis persen dalam angka, misalnya 25 atau 2.5' });
const code = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, { error: 'Tulis kode dengan huruf kecil dan garis bawah, misalnya jasa_modal' });

const Basis = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('savings'),
    measure: z.enum(SAVINGS_MEASURES),
    kinds: z.array(z.enum(SAVINGS_KINDS)).min(1).max(5),
  }),
  z.strictObject({
    kind: z.literal('transactions'),
    units: z
      .array(z.strictObject({ unit: z.enum(TRANSACTION_UNITS), weightPercent: z.number().int().min(1).max(1000) }))
      .min(1)
      .max(10),
  }),
  z.strictObject({ kind: z.literal('equal') }),
]);

const PoolInput = z.strictObject({
  code,
  name: textField(60),
  percent,
  of: code.optional(),
  credits: textField(20).optional(),
  basis: Basis.optional(),
  whenZero: z.enum(WHEN_ZERO).optional(),
});

/** The rules of the surplus as the by-laws write them; kept as they are with every calculation. */
export const ByLawsRules = z.strictObject({
  pools: z.array(PoolInput).min(1).max(60),
  nonMemberPools: z.array(PoolInput).max(30).default([]),
  eligibility: z.strictObject({
    joiners: z.enum(['full', 'pro_rata', 'none']),
    leavers: z.enum(['none', 'pro_rata']),
    minMonths: z.number().int().min(0).max(12),
    arrears: z.enum(['ignore', 'hold']),
    associates: z.boolean(),
  }),
  rounding: z.strictObject({
    step: z.enum(['1.00', '10.00', '100.00', '1000.00']),
    method: z.enum(SHARE_METHODS),
  }),
  tax: z.strictObject({ percent, legalBasis: textField(300) }),
  unclaimed: z.strictObject({ years: z.number().int().min(1).max(50), to: textField(20) }),
});

const year = z.coerce.number({ error: 'Tulis tahun buku, misalnya 2026' }).int().min(1900).max(2199);

/** A book year, named by the calendar year in which it begins. */
export const YearInput = z.strictObject({ year });

const wholeRupiah = amountField.refine((amount) => amount % 100n === 0n, {
  message: 'Tulis hak anggota dalam rupiah bulat',
  params: { reason: 'right_whole_rupiah' },
});

/** A new version of the by-laws' rules. */
export const ByLawsInput = z.strictObject({ effectiveFrom: dateField, legalBasis: textField(200), rules: ByLawsRules });

/** What a simulation asks: any surplus, any tree, and whose share to show. Absent: what the books and the by-laws say. */
export const SimulationInput = z.strictObject({
  year,
  surplus: positiveAmountField.optional(),
  rules: ByLawsRules.optional(),
  memberNumber: textField(30).optional(),
});

/** Rights set by hand: each with its amount, together with the same sum as before. */
export const FinalRightsInput = z.strictObject({
  year,
  rights: z
    .array(z.strictObject({ memberNumber: textField(30), amount: wholeRupiah }))
    .min(2, { error: 'Tulis paling sedikit dua anggota: yang bertambah dan yang berkurang' })
    .max(1000),
  reason: z.string().trim().min(5, { error: 'Tulis alasan yang jelas' }).max(300),
});

/** The meeting's approval. */
export const ApprovalInput = z.strictObject({
  calculationId: idField,
  resolutionNumber: textField(60),
  happenedOn: dateField.optional(),
});

/** A loss taken from the reserves. */
export const LossCoverInput = z.strictObject({
  year,
  resolutionNumber: textField(60),
  happenedOn: dateField.optional(),
});

/** One member's share into a voluntary saving: the one named, or the oldest that can take it. */
export const PayToSavingsInput = z.strictObject({ year, memberId: idField, savingsAccountId: idField.optional() });

/** One member's share in cash: at the open till of who pays (`atTill`), else from the office's cash. */
export const PayCashInput = z.strictObject({ year, memberId: idField, atTill: z.boolean().default(false) });

/** One member's share against the arrears of a loan, the rest to a voluntary saving; the member agreed, on a day, by name. */
export const PayOffsetInput = z.strictObject({
  year,
  memberId: idField,
  loanId: idField,
  consentedOn: dateField,
  consentedBy: textField(100),
  savingsAccountId: idField.optional(),
});

/** Takes a payment back. */
export const PaymentReversalInput = z.strictObject({ paymentId: idField, reason: textField(200) });
