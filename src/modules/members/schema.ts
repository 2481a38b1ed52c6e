import { z } from 'zod';
import { dateField, idField, textField } from '#kernel/fields';
import { HEIRS_MAX, RELATIONSHIPS } from './rules/heirs.ts';
import { EXIT_KINDS, STATUSES } from './rules/membership.ts';

/** A field that a form sends empty when there is nothing to say: '' and null become undefined. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());
}

/** A field of a change: left out is unchanged, null or '' empties it. */
function clearable<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? null : value), schema.nullable().optional());
}

const sexField = z.enum(['male', 'female'], { error: 'Pilih laki-laki atau perempuan' });

/** An address as forms and the API send it; rules/address.ts puts it in order. */
export const AddressInput = z.strictObject({
  street: textField(200),
  hamlet: optional(textField(100)),
  rt: optional(textField(5)),
  rw: optional(textField(5)),
  /** Official code, `33.19.01.2001`. */
  villageCode: optional(textField(13)),
  postalCode: optional(textField(5)),
});

export const HeirInput = z.strictObject({
  fullName: textField(100),
  relationship: z.enum(RELATIONSHIPS, { error: 'Pilih hubungan keluarga' }),
  phone: optional(textField(25)),
  sharePercent: optional(z.coerce.number().int().min(1).max(100)),
});

const personFields = {
  fullName: textField(100),
  nik: textField(25),
  birthPlace: textField(60),
  birthDate: dateField,
  sex: sexField,
  phone: optional(textField(25)),
  address: AddressInput,
  occupation: optional(textField(80)),
  employer: optional(textField(80)),
  workUnit: optional(textField(80)),
};

/** The parts of a person's form, for pages that ask a few things at a time. */
export const PERSON_PARTS = {
  identity: z
    .strictObject(personFields)
    .pick({ fullName: true, nik: true, birthPlace: true, birthDate: true, sex: true }),
  contact: z.strictObject(personFields).pick({ phone: true, address: true }),
  work: z.strictObject(personFields).pick({ occupation: true, employer: true, workUnit: true }),
  all: z.strictObject(personFields),
};
export type PersonPart = keyof typeof PERSON_PARTS;

/** `POST /members`: registration at the counter. The answer is a `MemberView` with status `applied`. */
export const RegisterMemberInput = z.strictObject({
  ...personFields,
  kind: optional(z.enum(['full', 'associate'])),
  appliedOn: optional(dateField),
  heirs: optional(z.array(HeirInput).max(HEIRS_MAX)),
});

/** The public form. `source` is made by the server from the sender's address, never by the sender. */
export const ApplyInput = z.strictObject({
  ...personFields,
  consent: z.literal(true, { error: 'Beri tanda setuju agar kami boleh menyimpan data Anda' }),
  source: textField(100),
});

/** The board's decision on an application. Accepting needs the card compared; rejecting needs a reason. */
export const DecideAdmissionInput = z
  .strictObject({
    memberId: idField,
    decision: z.enum(['accepted', 'rejected'], { error: 'Pilih terima atau tolak' }),
    reason: optional(textField(300)),
    identityChecked: z.boolean().default(false),
    decidedOn: optional(dateField),
  })
  .refine((input) => input.decision === 'accepted' || (input.reason ?? '').length >= 3, {
    path: ['reason'],
    message: 'Tulis alasan penolakan',
    params: { reason: 'reason_required' },
  })
  .refine((input) => input.decision === 'rejected' || input.identityChecked, {
    path: ['identityChecked'],
    message: 'Cocokkan KTP asli dulu, lalu beri tanda',
    params: { reason: 'identity_not_checked' },
  });

/** A change of details: only the fields that are sent change. `version` is that of the record that was looked at. */
export const ChangeDetailsInput = z.strictObject({
  memberId: idField,
  version: z.coerce.number().int().positive(),
  fullName: personFields.fullName.optional(),
  nik: optional(personFields.nik),
  birthPlace: clearable(textField(60)),
  birthDate: optional(dateField),
  sex: optional(sexField),
  phone: clearable(textField(25)),
  address: AddressInput.optional(),
  occupation: clearable(textField(80)),
  employer: clearable(textField(80)),
  workUnit: clearable(textField(80)),
});

export const SetHeirsInput = z.strictObject({ memberId: idField, heirs: z.array(HeirInput).max(HEIRS_MAX) });

/** `photo` is the picture's bytes as base64, at most 12 MB of them. */
export const SetPhotoInput = z.strictObject({
  memberId: idField,
  photo: z.base64({ error: 'Pilih sebuah foto' }).max(17_000_000, { error: 'Foto terlalu besar. Paling besar 12 MB' }),
});

/** Suspension and resumption: both say why. */
export const StandingInput = z.strictObject({ memberId: idField, reason: textField(300), on: optional(dateField) });

export const RequestExitInput = z.strictObject({
  memberId: idField,
  kind: z.enum(EXIT_KINDS, { error: 'Pilih sebab keluar' }),
  reason: textField(300),
  on: optional(dateField),
});

export const CompleteExitInput = z.strictObject({ memberId: idField, on: optional(dateField) });

export const RejoinInput = z.strictObject({ memberId: idField, on: optional(dateField) });

export const UNMASK_FIELDS = ['nik', 'phone', 'address', 'heirs', 'history'] as const;
export const UnmaskInput = z.strictObject({
  memberId: idField,
  field: z.enum(UNMASK_FIELDS),
  reason: textField(300).min(5, { error: 'Tulis alasan, misalnya: mencocokkan KTP untuk pinjaman' }),
});
export const UnmaskRegisterInput = UnmaskInput.pick({ reason: true });

export const NumberingInput = z.strictObject({
  format: textField(40),
  nextSequence: z.coerce.number().int().min(1).max(1_000_000_000),
});

/** `GET /members?q=&status=&sort=&limit=&cursor=`. */
export const ListInput = z.strictObject({
  q: optional(textField(100)),
  status: optional(z.enum(STATUSES)),
  /** A minus in front turns the order round. */
  sort: optional(z.enum(['name', '-name', 'number', '-number', 'newest', '-newest'])),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: optional(textField(400)),
});

export const FindInput = z.strictObject({
  q: z.string().max(100).default(''),
  status: optional(z.enum(STATUSES)),
  limit: z.coerce.number().int().min(1).max(50).default(12),
});

export const MemberIdInput = z.strictObject({ memberId: idField });
export const NoInput = z.strictObject({});
