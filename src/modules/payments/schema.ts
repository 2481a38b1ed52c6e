import { z } from 'zod';
import { idField, positiveAmountField, textField } from '#kernel/fields';
import { DENOMINATIONS } from './rules.ts';

/** At most this many pieces of one denomination: more than any drawer holds. */
const PIECES_MAX = 1_000_000;

const piecesField = z
  .array(
    z.strictObject({
      denomination: z.enum(DENOMINATIONS, { error: 'Pecahan ini tidak dikenal' }),
      pieces: z
        .number({ error: 'Tulis banyaknya lembar atau keping dalam angka' })
        .int({ error: 'Banyaknya harus angka bulat' })
        .min(0, { error: 'Banyaknya tidak boleh kurang dari nol' })
        .max(PIECES_MAX, { error: 'Banyaknya terlalu besar' }),
    }),
  )
  .max(DENOMINATIONS.length);

const noteField = z.string().trim().max(200, { error: 'Paling panjang 200 huruf' }).default('');

/** A new till: `code` begins its receipts' numbers. */
export const TillInput = z.strictObject({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{2,6}$/, { error: 'Kode terdiri dari 2 sampai 6 huruf besar atau angka, misalnya KDS1' }),
  name: textField(60),
  kind: z.enum(['drawer', 'vault']).default('drawer'),
  branchId: idField,
});

export const OpenTillInput = z.strictObject({ tillId: idField, pieces: piecesField, note: noteField });

export const CloseTillInput = z.strictObject({ pieces: piecesField, note: noteField });

/** A supervisor closes for an absent teller. */
export const CloseTillForInput = CloseTillInput.extend({ tillId: idField });

export const CountTillInput = z.strictObject({ pieces: piecesField, note: noteField });

/** A member's deposit or withdrawal at the counter; `accountId` is the saving. `tillId`, when given, must be the own till. */
export const ServeInput = z.strictObject({
  accountId: idField,
  amount: positiveAmountField,
  tillId: idField.optional(),
  note: noteField,
});

/** Cash that comes from or goes to a line of the chart; `attachmentId` is the photo of the shop's receipt. */
export const CashInput = z.strictObject({
  amount: positiveAmountField,
  chartCode: textField(20),
  reason: textField(200),
  attachmentId: idField.optional(),
});

/** The own till gives. */
export const HandOverInput = z.strictObject({ toTillId: idField, amount: positiveAmountField, note: noteField });

/** The vault gives. */
export const VaultHandOverInput = HandOverInput.extend({ fromTillId: idField });
