import { z } from 'zod';
import { amountField, positiveAmountField, textField } from '#kernel/fields';

/** What kind of contract: interest, or one of the sharia contracts (DOMAIN 5.5). */
export const CONTRACTS = ['interest', 'murabahah', 'mudharabah', 'musyarakah', 'ijarah', 'qardh'] as const;
export type ContractKind = (typeof CONTRACTS)[number];

const percent = z
  .string({ error: 'Tulis persen dalam angka, misalnya 1.5' })
  .refine((text) => !text.startsWith('-'), {
    message: 'Persen tidak boleh di bawah nol',
    params: { reason: 'percent_below_zero' },
  })
  .regex(/^\d{1,4}(\.\d{1,6})?$/, 'Tulis persen dalam angka, misalnya 1.5');
const count = (max: number, min = 0) => z.coerce.number().int().min(min).max(max);
const step = z.string().regex(/^\d{1,7}(\.\d{1,2})?$/, 'Tulis kelipatan dalam rupiah, misalnya 100.00');

/**
 * How a product's instalments are computed: the parts of a schedule request (`schedule/`, CONTRACT.md) that the product decides.
 * The loan adds principal, instalments and dates.
 */
export const Calculation = z.strictObject({
  rate: z.union([z.strictObject({ annualPercent: percent }), z.strictObject({ periodPercent: percent })]),
  method: z.enum(['flat', 'annuity', 'equal_principal', 'bullet', 'balloon', 'shares']),
  dayCount: z.enum(['30/360', 'actual/365', 'actual/360', 'actual/364', 'actual/actual']).default('30/360'),
  interestPeriod: z.enum(['per_instalment', 'daily']).default('per_instalment'),
  frequency: z.strictObject({ every: count(60, 1), unit: z.enum(['day', 'week', 'month']) }),
  grace: z
    .strictObject({
      principal: count(120).default(0),
      interestPayment: count(120).default(0),
      interestFree: count(120).default(0),
    })
    .optional(),
  rounding: z
    .strictObject({
      interest: step.optional(),
      principal: step.optional(),
      instalment: step.optional(),
      mode: z.enum(['half_even', 'half_up', 'down']).default('half_even'),
      residual: z.enum(['last', 'first', 'spread']).default('last'),
    })
    .optional(),
  dueDateRule: z.enum(['clamp', 'roll']).default('clamp'),
  prepayment: z.enum(['reduce_instalment', 'reduce_term', 'next_due']).default('next_due'),
  recalculation: z.enum(['daily', 'per_instalment']).optional(),
  /** With `balloon`: the part of the principal that is due with the last instalment. */
  balloonPercent: percent.optional(),
  /** With `shares`: percent of the principal due with each instalment; they sum to 100. */
  shares: z.array(percent).max(600).optional(),
});

/** What is charged once, when the loan is paid out (DOMAIN 5.3). An insurance premium or stamp duty is a payable, never income. */
export const Fee = z.strictObject({
  code: z.string().regex(/^[a-z_]{2,20}$/),
  name: textField(40),
  kind: z.enum(['percent', 'flat']),
  percent: percent.optional(),
  amount: amountField.optional(),
  /** The chart line it goes to: income, or a payable such as 2.1.23. */
  chartCode: textField(20),
  /** Taken off what is paid out, or brought in cash by the member. */
  taken: z.enum(['deducted', 'cash']).default('deducted'),
});

/** The charge for paying late (DOMAIN 5.3). Its base never holds an earlier charge: it does not compound. */
export const Penalty = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('percent_per_day'),
    percent,
    graceDays: count(365).default(0),
    /** At most this part of the instalment (principal and interest); absent: no cap. */
    capPercent: percent.optional(),
  }),
  z.strictObject({
    kind: z.literal('flat_per_day'),
    amount: positiveAmountField,
    graceDays: count(365).default(0),
    capPercent: percent.optional(),
  }),
  z.strictObject({
    kind: z.literal('percent_per_month'),
    percent,
    graceDays: count(365).default(0),
    capPercent: percent.optional(),
  }),
]);
export type Penalty = z.output<typeof Penalty>;

export const COMPONENTS = ['penalty', 'interest', 'principal'] as const;
export type Component = (typeof COMPONENTS)[number];

/** A ceiling of approval: up to this amount, so many different people of these permissions' holders must agree. */
export const ApprovalLevel = z.strictObject({
  /** Absent in the last: any amount. */
  upTo: positiveAmountField.optional(),
  approvals: count(5, 1),
});

/** What a product promises and asks. Stored as the JSON that this schema reads; every number of law or by-law is here, not in code. */
export const ProductTerms = z.strictObject({
  amount: z.strictObject({ min: positiveAmountField, max: positiveAmountField }),
  /** In instalments. */
  tenor: z.strictObject({ min: count(600, 1), max: count(600, 1) }),
  calculation: Calculation,
  fees: z.array(Fee).max(10).default([]),
  penalty: Penalty,
  /** Oldest instalment first, and in each in this order. */
  paymentOrder: z.array(z.enum(COMPONENTS)).length(3).default(['penalty', 'interest', 'principal']),
  /** Where money beyond what is due goes: to a saving, to the next instalments, or off the principal now (a prepayment). */
  excess: z.enum(['savings', 'next_instalment', 'principal']).default('savings'),
  settlement: z
    .strictObject({
      /** Interest that an early settlement still owes: what is earned to the day, of the whole current period, or all of it. */
      interest: z.enum(['to_date', 'current_period', 'all']),
      /** And so many further periods' interest (a habit with flat loans). */
      extraPeriods: count(24).default(0),
    })
    .default({ interest: 'current_period', extraPeriods: 0 }),
  /** `accrual`: earned interest is booked on due dates and month ends while the loan performs; `cash`: when it is paid. */
  recognition: z.enum(['accrual', 'cash']).default('accrual'),
  /** Which table of classes holds (DOMAIN 5.4): the cooperatives' practice, or days as banks count them. */
  classes: z.enum(['cooperative', 'bank']).default('cooperative'),
  security: z
    .strictObject({
      /** Loans above this need collateral; absent: never. */
      collateralAbove: amountField.optional(),
      /** Its value in percent of the loan, at least. */
      collateralPercent: percent.optional(),
      guarantors: count(5).default(0),
    })
    .default({ guarantors: 0 }),
  eligibility: z
    .strictObject({
      /** At most so many times the member's savings; absent: no such limit. */
      savingsMultiple: percent.optional(),
      /** The instalment is at most this part of the monthly income. */
      incomePercent: percent.optional(),
      membershipMonths: count(600).default(0),
      /** Running loans of this product a member may have at once, the new one included. */
      loansAtOnce: count(20, 1).default(1),
    })
    .default({ membershipMonths: 0, loansAtOnce: 1 }),
  /** In rising order of amount; the last has no limit. */
  approval: z.array(ApprovalLevel).min(1).max(6),
  /** Papers that an application must bring, by code (`ktp`, `kk`, `slip_gaji`, …). */
  documents: z
    .array(z.string().regex(/^[a-z_]{2,20}$/))
    .max(15)
    .default([]),
  /** Of profit-sharing contracts: the cooperative's part of the profit, in percent. */
  profitSharePercent: percent.optional(),
});
export type ProductTerms = z.output<typeof ProductTerms>;
/** The same as stored and sent: amounts and percents as text. */
export type ProductTermsJson = z.input<typeof ProductTerms>;

/**
 * What one loan was agreed on: the product's terms of that day, with what was decided for this member (a rate within the ceiling, a grace).
 * Kept with each version of its schedule, so that a later change of the product changes no running loan.
 */
export type ContractTerms = ProductTerms;
