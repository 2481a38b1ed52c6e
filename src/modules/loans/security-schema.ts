import { z } from 'zod';
import { dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { COLLATERAL_KINDS } from './rules/collateral.ts';
import { SHARE_RULES } from './rules/group.ts';
import { RELATED_ROLES } from './store/related-parties.ts';

const note = z.union([z.literal(''), textField(200)]).default('');

/** What was found when a collateral was looked at: its value, the day, and who appraised it. */
const Appraisal = { value: positiveAmountField, appraisedOn: dateField, appraisedBy: textField(80) };

export const RegisterCollateralInput = z.strictObject({
  memberId: idField,
  kind: z.enum(COLLATERAL_KINDS, { error: 'Pilih jenis agunan' }),
  description: textField(200).min(3, { error: 'Uraikan agunannya, paling sedikit 3 huruf' }),
  /** In whose name the paper is, when it is not the member's. */
  ownerName: z.union([z.literal(''), textField(100)]).default(''),
  /** The number on BPKB, certificate or decree: sealed, shown by its last characters. */
  paperNumber: z.union([z.literal(''), textField(60)]).default(''),
  /** Of a pledge of savings. */
  savingsAccountId: idField.optional(),
  ...Appraisal,
});

export const AppraiseInput = z.strictObject({ collateralId: idField, ...Appraisal, note });
/** A photo as base64; the longer side of what is kept is at most 1600 pixels. */
export const CollateralPhotoInput = z.strictObject({ collateralId: idField, photo: z.string().max(17_000_000) });
export const ReceivePapersInput = z.strictObject({
  collateralId: idField,
  place: textField(80).min(2, { error: 'Tulis tempat menyimpannya, misalnya Brankas 2' }),
  note,
});
export const ReturnPapersInput = z.strictObject({ collateralId: idField, receivedBy: textField(100), note });

/** What security is for: exactly one of an application and a loan. */
const forOne = {
  applicationId: idField.optional(),
  loanId: idField.optional(),
};
const oneOf = (input: { applicationId?: string | undefined; loanId?: string | undefined }) =>
  (input.applicationId === undefined) !== (input.loanId === undefined);
const ONE_TARGET = {
  path: ['loanId'],
  message: 'Pilih satu pinjaman atau satu permohonan',
  params: { reason: 'security_target' },
};

export const PledgeInput = z.strictObject({ collateralId: idField, ...forOne }).refine(oneOf, ONE_TARGET);
export const ReleasePledgeInput = z.strictObject({ collateralId: idField, note: textField(200) });

export const GuarantorInput = z
  .strictObject({
    ...forOne,
    /** A member, or else the person from outside below. */
    memberId: idField.optional(),
    person: z
      .strictObject({
        fullName: textField(100).min(2, { error: 'Tulis nama lengkapnya' }),
        nik: textField(25),
        phone: z.union([z.literal(''), textField(25)]).default(''),
      })
      .optional(),
    relation: z.union([z.literal(''), textField(60)]).default(''),
    amount: positiveAmountField,
    consentedOn: dateField,
  })
  .refine(oneOf, ONE_TARGET)
  .refine((input) => (input.memberId === undefined) !== (input.person === undefined), {
    path: ['memberId'],
    message: 'Pilih seorang anggota, atau isi data orang luar',
    params: { reason: 'guarantor_person' },
  });
export type GuarantorInput = z.output<typeof GuarantorInput>;
export const ReleaseGuarantorInput = z.strictObject({ guarantorId: idField, reason: textField(200) });

export const FormGroupInput = z.strictObject({
  name: textField(60).min(3, { error: 'Nama kelompok paling pendek 3 huruf' }),
  memberIds: z.array(idField).max(100),
  chairId: idField,
  shareRule: z.enum(SHARE_RULES),
  agreement: z.union([z.literal(''), textField(200)]).default(''),
});
export const GroupMemberInput = z.strictObject({ groupId: idField, memberId: idField });
export const GroupInput = z.strictObject({ groupId: idField });

export const RelatedPartyInput = z.strictObject({
  memberId: idField,
  role: z.enum(RELATED_ROLES, { error: 'Pilih hubungannya' }),
  relation: z.union([z.literal(''), textField(120)]).default(''),
  since: dateField,
});
export const EndRelatedPartyInput = z.strictObject({ id: idField });
