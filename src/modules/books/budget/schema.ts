import { z } from 'zod';
import { amountField, idField, textField } from '#kernel/fields';
import { MONTHS, SPREADS } from './rules/spread.ts';

/** Lines of one budget at most: more than any chart holds. */
const LINES_MAX = 2_000;

/** A book year, named by the calendar year in which it begins. */
export const yearField = z.coerce.number({ error: 'Tulis tahun, misalnya 2026' }).int().min(1900).max(2200);
/** The n-th month of the book year. */
export const monthField = z.coerce.number().int().min(1).max(MONTHS);

/** A percent with a sign, "-5" or "7.5" -> parts per million. Code: `percent_format`. */
const growthField = z
  .string()
  .trim()
  .regex(/^-?\d{1,3}([.,]\d{1,2})?$/, { error: 'Tulis persen dalam angka, misalnya 7,5 atau -5' })
  .transform((text) => {
    const [whole = '0', rest = ''] = text.replace('-', '').replace(',', '.').split('.');
    const ppm = BigInt(whole) * 10_000n + BigInt(rest.padEnd(2, '0')) * 100n;
    return text.startsWith('-') ? -ppm : ppm;
  });

/** A new draft: empty, from the budget in force, or from last year's actual figures grown by a percent. */
export const StartBudgetInput = z.strictObject({
  year: yearField,
  note: textField(300),
  from: z.enum(['empty', 'version', 'actual']),
  percent: growthField.optional(),
});

/** Year amounts of lines; a line whose amount stays keeps its months. Zero takes the line out. */
export const BudgetLinesInput = z.strictObject({
  versionId: idField,
  spread: z.enum(SPREADS),
  lines: z.array(z.strictObject({ code: textField(20), amount: amountField })).max(LINES_MAX),
});

/** The twelve months of one line. */
export const BudgetMonthsInput = z.strictObject({
  versionId: idField,
  code: textField(20),
  months: z.array(amountField).length(MONTHS),
});
