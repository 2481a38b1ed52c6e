import { z } from 'zod';
import { ZONES } from '#kernel/dates';
import { dateField, textField } from '#kernel/fields';

export const COOPERATIVE_KINDS = [
  'savings_loan',
  'sharia_savings',
  'multi_business',
  'consumer',
  'producer',
  'service',
  'marketing',
  'village',
] as const;

function optionalPattern(pattern: RegExp, message: string, reason: string) {
  return z
    .string()
    .trim()
    .transform((text) => (text === '' ? null : text))
    .refine((text) => text === null || pattern.test(text), { message, params: { reason } })
    .nullable()
    .default(null);
}

const slugField = z
  .string()
  .trim()
  .toLowerCase()
  .refine((slug) => /^[a-z0-9](-?[a-z0-9]){1,39}$/.test(slug), {
    message: 'Pakai huruf kecil, angka dan tanda hubung, misalnya mekar-jaya',
    params: { reason: 'slug_format' },
  });

/** What a cooperative says of itself. Region codes are those of Kemendagri, e.g. 33.19.01.2001. */
export const ProfileInput = z.strictObject({
  name: textField(120).min(3, { error: 'Nama koperasi paling sedikit tiga huruf' }),
  kind: z.enum(COOPERATIVE_KINDS),
  level: z.enum(['primary', 'secondary']).default('primary'),
  zone: z.enum(ZONES),
  legalEntityNumber: optionalPattern(/^.{3,60}$/, 'Nomor badan hukum 3 sampai 60 huruf', 'legal_entity_number'),
  coopRegistryNumber: optionalPattern(
    /^[0-9]{13,16}$/,
    'NIK koperasi terdiri dari 13 sampai 16 angka',
    'coop_registry_number',
  ),
  businessId: optionalPattern(/^[0-9]{13}$/, 'NIB terdiri dari 13 angka', 'business_id'),
  taxNumber: optionalPattern(/^[0-9.-]{15,22}$/, 'NPWP terdiri dari 15 atau 16 angka', 'tax_number'),
  street: z.string().trim().max(200).default(''),
  regionCode: z
    .string()
    .trim()
    .regex(/^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$/, { error: 'Pilih wilayah dari daftar' }),
  postalCode: optionalPattern(/^[0-9]{5}$/, 'Kode pos terdiri dari 5 angka', 'postal_code'),
  phone: optionalPattern(/^\+?[0-9 -]{8,18}$/, 'Nomor telepon memakai angka saja', 'phone_format'),
  email: optionalPattern(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'Tulis alamat e-mail yang lengkap', 'email_format'),
});

/** A new cooperative: its profile, its short names, and how its books begin. */
export const CooperativeInput = z.strictObject({
  ...ProfileInput.shape,
  slug: slugField,
  shortCode: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z][A-Z0-9]{1,5}$/, { error: 'Kode singkat 2 sampai 6 huruf besar atau angka, misalnya MJ' }),
  bookYearStartMonth: z.coerce.number().int().min(1).max(12).default(1),
  booksOpenFrom: dateField,
  chartTemplate: z.enum(['ksp', 'konsumen']),
});
export type CooperativeInput = z.output<typeof CooperativeInput>;

/** A by-law parameter: from a date on, a name has a value, with the article it rests on. */
export const ParameterInput = z.strictObject({
  name: z.string().regex(/^[a-z_]+(\.[a-z_]+)*$/, { error: 'Nama parameter tidak dikenal' }),
  effectiveFrom: dateField,
  value: z.json(),
  legalBasis: textField(200).min(3, { error: 'Tulis dasar hukumnya, misalnya AD pasal 12' }),
});
export type ParameterInput = z.output<typeof ParameterInput>;

export const BranchInput = z.strictObject({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{1,6}$/, { error: 'Kode 1 sampai 6 huruf besar atau angka' }),
  name: textField(80),
  kind: z.enum(['head_office', 'branch', 'sub_branch', 'cash_office']),
});

export const UnitInput = z.strictObject({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{1,6}$/, { error: 'Kode 1 sampai 6 huruf besar atau angka' }),
  name: textField(80),
  kind: z.enum(['savings_loan', 'shop', 'other']),
});
