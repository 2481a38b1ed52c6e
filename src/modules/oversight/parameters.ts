import { z } from 'zod';
import type { Limits } from './rules/limits.ts';
import type { Thresholds } from './rules/thresholds.ts';

const amount = z.string().regex(/^\d{1,13}\.\d{2}$/, { error: 'Tulis jumlah seperti 5000000.00' });
const hour = z.int().min(0).max(23);

/** The thresholds of exceptions, as a parameter holds them. */
export const ThresholdsValue: z.ZodType<Thresholds> = z.strictObject({
  roundFrom: amount,
  roundStep: amount,
  nightFrom: hour,
  nightUntil: hour,
  dormantDays: z.int().min(1).max(3650),
  backdatedDays: z.int().min(1).max(365),
});

const ppm = z.int().min(0).max(1_000_000);

/** The limits of the board's overview, as a parameter holds them. */
export const LimitsValue: z.ZodType<Limits> = z.strictObject({
  liquidityPpm: ppm,
  par30Ppm: ppm,
  closeByDay: z.int().min(1).max(28),
  meetingMonths: z.int().min(1).max(12),
  budgetPpm: z.int().min(0).max(10_000_000),
});
