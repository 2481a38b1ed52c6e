import { z } from 'zod';
import { LIMITS } from '#documents';
import { dateField, idField, textField } from '#kernel/fields';
import { FIELDS, SAVINGS_KINDS, TABLE_KINDS } from './layout/fields.ts';

const rowIndex = z.int().min(-1).max(LIMITS.rowsMax);
const lines = z.array(z.int().min(1).max(LIMITS.rowsMax)).max(20_000);

/** How a sheet is read; the same shape as `Mapping`. A field belongs to one column, a column to one field. */
export const MappingInput = z
  .strictObject({
    sheet: textField(200),
    kind: z.enum(TABLE_KINDS),
    headingTop: rowIndex,
    headingBottom: rowIndex,
    columns: z
      .array(z.strictObject({ index: z.int().min(0).max(LIMITS.columnsMax), field: z.enum(FIELDS) }))
      .max(FIELDS.length),
    savingsKind: z.enum(SAVINGS_KINDS).optional(),
    direction: z.enum(['deposit', 'withdrawal']).optional(),
    loanRemaining: z.int().min(1).max(600).optional(),
    loanDueDay: z.int().min(1).max(31).optional(),
    asOf: dateField.optional(),
  })
  .refine((mapping) => mapping.headingTop <= mapping.headingBottom, {
    path: ['headingBottom'],
    message: 'Baris judul terakhir tidak boleh di atas baris judul pertama',
    params: { reason: 'heading_rows' },
  })
  .refine((mapping) => new Set(mapping.columns.map((column) => column.field)).size === mapping.columns.length, {
    path: ['columns'],
    message: 'Satu arti hanya boleh untuk satu kolom',
    params: { reason: 'field_twice' },
  });

/** Keeping a preview: the file as base64 with its recognised mapping. */
export const KeepPreviewInput = z.strictObject({
  fileName: textField(200),
  fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
  fileBytes: z.int().min(1).max(LIMITS.fileBytesMax),
  content: z.string().max(LIMITS.fileBytesMax * 2),
  mapping: MappingInput,
});

export const CorrectPreviewInput = z.strictObject({
  id: idField,
  mapping: MappingInput.optional(),
  take: lines.optional(),
  leave: lines.optional(),
});

const chartCode = textField(20);

/** With which accounts and products an agreed import is written. */
export const SettingsInput = z.strictObject({
  /** The day of the opening entry; mutations keep their own days. */
  openingDate: dateField,
  /** What stands against the balances: an account of opening balances, or cash for mutations. */
  counterCode: chartCode,
  /** Where loans go while the cooperative has no loan product, and what is no running loan. */
  loanCode: chartCode.optional(),
  /** The loan product of each kind that the file names; the empty name is that of loans without one. */
  loanProducts: z
    .array(z.strictObject({ name: z.string().max(100), productId: idField }))
    .max(50)
    .default([]),
  /** The difference of loans in the file and loans written that people saw and agree to, in rupiah. */
  loanDifference: z
    .string()
    .regex(/^-?\d{1,15}\.\d{2}$/)
    .optional(),
  /** Takes the difference of a chart that does not balance. */
  differenceCode: chartCode.optional(),
  /** The product of each kind of savings. */
  products: z.partialRecord(z.enum(SAVINGS_KINDS), idField).default({}),
});

export type Settings = z.output<typeof SettingsInput>;

export const AgreeInput = z.strictObject({
  id: idField,
  /** Names the plan that was on the screen; another plan is refused as `plan_changed`. */
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  settings: SettingsInput,
});

export const PreviewIdInput = z.strictObject({ id: idField });

export const ProposeInput = z.strictObject({
  id: idField,
  sheet: textField(200),
  headingTop: rowIndex.optional(),
  headingBottom: rowIndex.optional(),
});

/** Rows of the preview page: all, or those with one status. */
export const RowsInput = z.strictObject({
  id: idField,
  status: z.enum(['taken', 'doubtful', 'refused', 'known', 'changed']).optional(),
  offset: z.int().min(0).max(LIMITS.rowsMax).default(0),
  limit: z.int().min(1).max(200).default(50),
});
