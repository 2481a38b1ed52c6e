import { z } from 'zod';
import { tryDate } from '#kernel/dates';
import { DAY_COUNTS } from '#kernel/day-count';
import { BALANCE_METHODS } from './balance.ts';
import { COMPOUNDINGS, POSTINGS } from './periods.ts';

const amount = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})(\.\d{1,2})?$/)
  .describe('Rupiah as a decimal string with at most two decimals, such as "150000.00"');
const percent = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,12})?$/)
  .describe('Percent a year as a decimal string, such as "12" or "0.75"');
const date = z
  .string()
  .refine((text) => tryDate(text) !== undefined, 'not a date YYYY-MM-DD')
  .describe('A day, YYYY-MM-DD');
const step = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,18})?$/)
  .refine((text) => /[1-9]/.test(text), 'a step must be more than zero')
  .describe('What amounts are rounded to: "0.01", "1.00", "100.00"; finer than a sen is allowed here');

/** A tier as this contract names it, or with the short names that published tables use (`up_to`, `rate`). */
const tier = z.preprocess(
  (raw) =>
    isRecord(raw) ? { upTo: raw['upTo'] ?? raw['up_to'], annualPercent: raw['annualPercent'] ?? raw['rate'] } : raw,
  z.object({
    upTo: amount.optional().describe('Highest balance of this tier, itself included; absent in the last'),
    annualPercent: percent,
  }),
);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** `POST /tools/savings-interest`: what an account earns. The period is half-open: `from` counts, `to` no longer does; see `to`. */
export const SavingsInterestRequest = z
  .object({
    annualPercent: percent.optional().describe('Needed unless tiers are given'),
    dayCount: z.enum(DAY_COUNTS).default('actual/365'),
    balanceMethod: z.enum(BALANCE_METHODS).default('daily'),
    posting: z.enum(POSTINGS).default('monthly'),
    compounding: z.enum(COMPOUNDINGS).default('none'),
    financialYearStart: z.number().int().min(1).max(12).default(1).describe('Month in which quarters and years begin'),
    from: date.describe('First day that earns'),
    to: date.describe(
      'First day that no longer earns (half-open): a whole September is 2015-09-01 to 2015-10-01. Whole calendar months may also be written by their last day: 2015-09-01 to 2015-09-30 is the same September',
    ),
    opening: amount.default('0.00').describe('Balance before the first transaction'),
    transactions: z
      .array(z.object({ on: date, type: z.enum(['deposit', 'withdrawal']), amount }))
      .max(5_000)
      .default([])
      .describe('A deposit earns from its own day; those of one day count in the order given'),
    rounding: z
      .object({ step: step.default('0.01'), mode: z.enum(['half_even', 'half_up', 'down', 'up']).default('half_even') })
      .default({ step: '0.01', mode: 'half_even' }),
    tiers: z.array(tier).min(1).max(50).optional().describe('In rising order of balance'),
    tierMode: z.enum(['whole', 'marginal']).default('whole'),
    tax: z.object({ exemptPerMonth: amount.default('0.00'), percent }).optional(),
    feePerPosting: amount.default('0.00').describe('Administration fee taken from the balance at each posting'),
  })
  .refine((request) => request.annualPercent !== undefined || request.tiers !== undefined, {
    path: ['annualPercent'],
    message: 'give annualPercent or tiers',
  });
export type SavingsInterestRequest = z.infer<typeof SavingsInterestRequest>;

const answerAmount = z.string().regex(/^-?\d+\.\d{2,18}$/);

/** The answer: one row a posting, made on the last day of its period, and what they sum to. */
export const SavingsInterestAnswer = z.object({
  postings: z.array(
    z.object({
      on: z.string(),
      from: z.string(),
      to: z.string(),
      basis: answerAmount.describe(
        'The average or lowest balance the posting was paid on, cut to the decimals of the step',
      ),
      interest: answerAmount,
      tax: answerAmount,
      net: answerAmount,
      fee: answerAmount,
      balance: answerAmount,
    }),
  ),
  totals: z.object({
    interest: answerAmount,
    tax: answerAmount,
    net: answerAmount,
    fee: answerAmount,
    closing: answerAmount.describe('Opening, transactions, net interest and fees together'),
  }),
});
export type SavingsInterestAnswer = z.infer<typeof SavingsInterestAnswer>;
