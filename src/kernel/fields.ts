import { z } from 'zod';
import { tryDate } from './dates.ts';
import { isId } from './ids.ts';
import { parseDecimal, SEN_MAX, type Sen } from './money.ts';

function issue(reason: string, message: string) {
  return { code: 'custom' as const, message, params: { reason } };
}

/** A decimal string of at least zero, `"150000.00"` -> Sen. Codes: `amount_format`, `amount_too_large`. */
export const amountField = z
  .string({ error: 'Tulis jumlah dalam angka, misalnya 150000.00' })
  .transform((text, context): Sen => {
    try {
      const amount = parseDecimal(text.trim());
      if (amount <= SEN_MAX) return amount;
      context.addIssue(issue('amount_too_large', 'Jumlah ini terlalu besar'));
    } catch {
      context.addIssue(issue('amount_format', 'Tulis jumlah dalam angka, misalnya 150000.00'));
    }
    return z.NEVER;
  });

/** A decimal string above zero. Code: `amount_not_positive`. */
export const positiveAmountField = amountField.refine((amount) => amount > 0n, {
  message: 'Jumlah harus lebih dari nol',
  params: { reason: 'amount_not_positive' },
});

/** `YYYY-MM-DD`. Code: `date_format`. */
export const dateField = z.string({ error: 'Tulis tanggal seperti 2026-11-21' }).transform((text, context) => {
  const date = tryDate(text);
  if (date) return date;
  context.addIssue(issue('date_format', 'Tulis tanggal seperti 2026-11-21'));
  return z.NEVER;
});

/** A uuid. Code: `id_format`. */
export const idField = z
  .string({ error: 'Pilihan ini tidak dikenal' })
  .refine(isId, { message: 'Pilihan ini tidak dikenal', params: { reason: 'id_format' } });

/** A short text without control characters, trimmed. Codes: `required`, `too_big`, `text_characters`. */
export function textField(max: number) {
  return (
    z
      .string()
      .trim()
      .min(1, { error: 'Wajib diisi' })
      .max(max, { error: `Paling panjang ${max} huruf` })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused here
      .refine((text) => !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text), {
        message: 'Ada tanda yang tidak bisa dibaca',
        params: { reason: 'text_characters' },
      })
  );
}
