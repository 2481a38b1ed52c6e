import { z } from 'zod';
import { tryDate } from '#kernel/dates';
import { DAY_COUNTS, FREQUENCY_UNITS, METHODS, PREPAYMENTS } from './types.ts';

const amount = z
  .string({ error: 'Tulis jumlah dalam angka, misalnya 150000.00' })
  .regex(/^(0|[1-9]\d{0,14})(\.\d{1,2})?$/, 'Tulis jumlah dalam angka, misalnya 150000.00')
  .describe('Rupiah as a decimal string with at most two decimals, such as "150000.00"');
const percent = z
  .string({ error: 'Tulis persen dalam angka, misalnya 1.5' })
  .regex(/^\d{1,4}(\.\d{1,10})?$/, 'Tulis persen dalam angka, misalnya 1.5')
  .describe('Percent as an unsigned decimal string, such as "12" or "1.5"');
const date = z
  .string({ error: 'Tulis tanggal seperti 2026-11-21' })
  .refine((text) => tryDate(text) !== undefined, {
    message: 'Tulis tanggal seperti 2026-11-21',
    params: { reason: 'date_format' },
  })
  .describe('A day, YYYY-MM-DD');
const step = z
  .string({ error: 'Tulis kelipatan dalam rupiah, misalnya 100.00' })
  .regex(/^\d{1,9}(\.\d{1,2})?$/, 'Tulis kelipatan dalam rupiah, misalnya 100.00')
  .refine((text) => /[1-9]/.test(text), {
    message: 'Kelipatan pembulatan harus lebih dari nol',
    params: { reason: 'step_not_positive' },
  })
  .describe('What amounts are rounded to: "0.01", "1.00", "100.00"');
const periods = z.number().int().min(0).max(600);

export const RateRequest = z
  .union([z.strictObject({ annualPercent: percent }), z.strictObject({ periodPercent: percent })], {
    error: 'Isi suku bunga: annualPercent (setahun) atau periodPercent (per angsuran)',
  })
  .describe('Of a year, or of one instalment');

const event = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('repayment'), on: date, amount }).describe('Money paid by the borrower'),
  z
    .strictObject({ type: z.literal('rate_change'), on: date, rate: RateRequest })
    .describe('A new rate from this day on'),
  z
    .strictObject({
      type: z.literal('moved_due_date'),
      no: z.number().int().min(1).max(600),
      dueOn: date,
      following: z.boolean().default(false).describe('true: the later due dates follow the new day'),
    })
    .describe('Another due date for one instalment'),
]);

/** `POST /tools/loan-schedule`: what an instalment plan is computed from. Parts with a default may be left out. */
export const ScheduleRequest = z.strictObject({
  principal: amount,
  rate: RateRequest,
  method: z.enum(METHODS),
  dayCount: z.enum(DAY_COUNTS).default('30/360'),
  interestPeriod: z.enum(['per_instalment', 'daily']).default('per_instalment'),
  instalments: z.number().int().min(1).max(600),
  frequency: z
    .strictObject({ every: z.number().int().min(1).max(366).default(1), unit: z.enum(FREQUENCY_UNITS) })
    .default({ every: 1, unit: 'month' }),
  disbursedOn: date,
  firstDueOn: date.optional().describe('Absent: one frequency after the disbursement'),
  grace: z
    .strictObject({
      principal: periods.default(0),
      interestPayment: periods.default(0),
      interestFree: periods.default(0),
    })
    .default({ principal: 0, interestPayment: 0, interestFree: 0 }),
  rounding: z
    .strictObject({
      interest: step.default('0.01'),
      principal: step.default('0.01'),
      instalment: step.optional(),
      mode: z.enum(['half_even', 'half_up', 'down']).default('half_even'),
      residual: z.enum(['last', 'first', 'spread']).default('last'),
    })
    .default({ interest: '0.01', principal: '0.01', mode: 'half_even', residual: 'last' }),
  dueDateRule: z.enum(['clamp', 'roll']).default('clamp'),
  disbursements: z
    .array(z.strictObject({ on: date, amount }))
    .min(1)
    .max(100)
    .optional()
    .describe('Absent: the whole principal on disbursedOn'),
  events: z.array(event).max(2_000).default([]),
  prepayment: z.enum(PREPAYMENTS).default('reduce_instalment'),
  recalculation: z.enum(['daily', 'per_instalment']).default('daily'),
  interestDue: z
    .enum(['each', 'end'])
    .default('each')
    .describe('With bullet: interest with each instalment, or all at the end'),
  balloon: amount.optional().describe('With balloon: what stays for the last instalment'),
  balloonPercent: percent.optional().describe('The same in percent of the principal'),
  shares: z
    .array(percent)
    .max(600)
    .optional()
    .describe('With shares: percent of the principal due with each instalment'),
  holidays: z
    .strictObject({ dates: z.array(date).max(5_000), shift: z.enum(['next', 'previous', 'none']).default('next') })
    .optional()
    .describe('Due dates on these days move; interest stays that of the whole period'),
});
export type ScheduleRequest = z.output<typeof ScheduleRequest>;

const money = z.string().regex(/^\d+\.\d{2}$/);

/** The answer: the instalments, what they sum to, and the loan's yearly effective rate. */
export const ScheduleAnswer = z.object({
  schedule: z.array(
    z.object({
      no: z.number().int(),
      dueOn: z.string(),
      principal: money,
      interest: money,
      total: money,
      balanceAfter: money,
    }),
  ),
  totals: z.object({ principal: money, interest: money, total: money }),
  effectiveAnnualPercent: z
    .string()
    .regex(/^\d+\.\d{4}$/)
    .nullable()
    .describe(
      'The yearly effective rate at which all instalments are worth what was paid out; null above a million percent',
    ),
  engineVersion: z.number().int(),
});
export type ScheduleAnswer = z.output<typeof ScheduleAnswer>;
