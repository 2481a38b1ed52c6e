import { z } from 'zod';
import { BASES, SHARE_METHODS } from './rules/pools.ts';

const amount = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})(\.\d{1,2})?$/)
  .describe('Rupiah as a decimal string with at most two decimals, such as "150000.00"');
const percent = z
  .union([z.string(), z.number().transform(String)])
  .pipe(z.string().regex(/^\d{1,3}(\.\d{1,6})?$/))
  .describe('Percent of the parent, such as "25" or "2.5"');
const code = z.string().min(1).max(40);

/** `POST /tools/shu`: a year's surplus, the tree of pools of the by-laws, and what each member's share is measured by. */
export const ShuRequest = z.object({
  surplus: z
    .string()
    .regex(/^-?(0|[1-9]\d{0,14})(\.\d{1,2})?$/)
    .describe('The surplus of the year; below or at zero there is nothing to share, which is refused'),
  pools: z
    .array(
      z.object({
        code,
        percent,
        of: code.optional().describe('The pool this is a part of; absent: of the surplus'),
        basis: z.enum(BASES).optional().describe('How members share it; absent: it is a fund'),
      }),
    )
    .max(100),
  members: z
    .array(
      z.object({
        id: z.union([z.string().min(1).max(60), z.number().int().transform(String)]),
        savings: amount.default('0.00'),
        transactions: amount.default('0.00'),
      }),
    )
    .max(200_000)
    .default([]),
  rounding: z
    .object({
      step: amount.refine((text) => /[1-9]/.test(text), 'a step must be more than zero').default('1.00'),
      method: z.enum(SHARE_METHODS).default('largest_remainder'),
    })
    .default({ step: '1.00', method: 'largest_remainder' }),
});
export type ShuRequest = z.output<typeof ShuRequest>;

const answerAmount = z.string().regex(/^\d+\.\d{2}$/);

/** What each pool and each member gets, in the order they were asked; `residual` is what rounding left for the reserves. */
export const ShuAnswer = z.object({
  pools: z.array(z.object({ code: z.string(), amount: answerAmount })),
  members: z.array(
    z.object({ id: z.string(), bySavings: answerAmount, byTransactions: answerAmount, total: answerAmount }),
  ),
  residual: answerAmount,
});
export type ShuAnswer = z.infer<typeof ShuAnswer>;
