import { z } from 'zod';
import { amountField, idField, positiveAmountField, textField } from '#kernel/fields';
import { STAGES } from './rules/application-stage.ts';
import { COLLATERAL_KINDS } from './rules/collateral.ts';
import { FACTORS } from './rules/scorecard.ts';

/** What a loan is for. */
export const PURPOSES = [
  'business',
  'education',
  'health',
  'housing',
  'vehicle',
  'household',
  'ceremony',
  'debt',
  'other',
] as const;

const tenor = z.coerce
  .number({ error: 'Tulis berapa kali angsuran' })
  .int({ error: 'Tulis berapa kali angsuran' })
  .min(1, { error: 'Paling sedikit 1 kali angsuran' })
  .max(600, { error: 'Paling banyak 600 kali angsuran' });
const dependants = z.coerce
  .number({ error: 'Tulis berapa orang' })
  .int({ error: 'Tulis berapa orang' })
  .min(0, { error: 'Tulis 0 atau lebih' })
  .max(30, { error: 'Paling banyak 30 orang' });
const note = (max: number) => z.union([z.literal(''), textField(max)]).default('');
const percent = z.string().regex(/^\d{1,4}(\.\d{1,6})?$/, 'Tulis persen dalam angka, misalnya 1.5');

/** Collateral as it is offered: the register of the cooperative values it later. */
export const OfferedCollateral = z.strictObject({
  kind: z.enum(COLLATERAL_KINDS, { error: 'Pilih jenis agunannya' }),
  description: textField(200),
  /** What it is worth, as the applicant says. */
  value: positiveAmountField,
});

/** Guarantors by their member numbers. */
const guarantors = z.array(z.string().trim().min(1).max(20)).max(5, { error: 'Paling banyak 5 penjamin' }).default([]);
const collateral = z.array(OfferedCollateral).max(5).default([]);

/** Each step of the phone as it is saved. */
export const STEP_INPUTS = {
  amount: z.strictObject({ id: idField, amount: positiveAmountField, tenor }),
  purpose: z.strictObject({
    id: idField,
    purpose: z.enum(PURPOSES, { error: 'Pilih salah satu' }),
    purposeNote: note(300),
  }),
  income: z.strictObject({ id: idField, income: amountField, otherInstalments: amountField, dependants }),
  security: z.strictObject({ id: idField, guarantors, collateral }),
} as const;

export const StartInput = z.strictObject({ productId: idField });
export const ApplicationInput = z.strictObject({ id: idField });

/** A photo or PDF in base64. Refused above 16 MB of text, before anything is decoded. */
const bytes = z.string().min(1).max(16_000_000, { error: 'Berkas terlalu besar. Paling besar 12 MB' });
const code = z.string().regex(/^[a-z_]{2,20}$/);
export const PaperInput = z.strictObject({ id: idField, code, file: bytes });
/** As staff adds it: a file, or the note that the paper itself was seen. */
export const StaffPaperInput = z.strictObject({ id: idField, code, file: bytes.optional() });
export const RemovePaperInput = z.strictObject({ id: idField, paperId: idField });

export const SubmitInput = z.strictObject({
  id: idField,
  consent: z.literal(true, { error: 'Centang persetujuan dulu' }),
});
export const WithdrawInput = z.strictObject({ id: idField, reason: note(300) });

/** An application as the office enters it at once. Also `POST /loans/applications`. */
export const EnterInput = z.strictObject({
  memberId: idField,
  productId: idField,
  amount: positiveAmountField,
  tenor,
  purpose: z.enum(PURPOSES, { error: 'Pilih salah satu' }),
  purposeNote: note(300),
  income: amountField.default(0n as never),
  otherInstalments: amountField.default(0n as never),
  dependants: dependants.default(0),
  guarantors,
  collateral,
  /** Codes of papers that were seen in the office; photos may follow. */
  papersSeen: z.array(code).max(15).default([]),
});

/** The officer's finding: what was seen, what is recommended, on which conditions. */
export const ReviewInput = z.strictObject({
  id: idField,
  surveyNote: textField(2000),
  amount: positiveAmountField,
  tenor,
  ratePercent: percent.optional(),
  gracePrincipal: z.coerce.number().int().min(0).max(120).optional(),
  /** To be met before the loan is paid out. */
  conditions: z.array(textField(200)).max(20).default([]),
  /** True sends it to the committee. */
  send: z.boolean().default(false),
});

export const VoteInput = z.strictObject({
  applicationId: idField,
  decision: z.enum(['approve', 'reject']),
  reason: note(500),
  /** Of what the approver saw. */
  payloadHash: z.string().regex(/^[0-9a-f]{64}$/, 'Muat ulang halaman, lalu putuskan lagi'),
});

export const MeetConditionInput = z.strictObject({
  id: idField,
  no: z.coerce.number().int().min(1).max(20),
  note: note(200),
});

export const ApplicationListInput = z.strictObject({
  stage: z.enum(STAGES).optional(),
  /** Sent so many days ago or earlier. */
  olderThanDays: z.coerce.number().int().min(0).max(3650).optional(),
  memberId: idField.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});

export const SimulateInput = z.strictObject({ productId: idField, amount: positiveAmountField, tenor });

const whole = z.number().int().min(0).max(100_000);
/** The scorecard as the parameter `loans.scorecard` keeps it. */
export const ScorecardInput = z.strictObject({
  factors: z
    .array(
      z.strictObject({
        factor: z.enum(FACTORS),
        bands: z
          .array(z.strictObject({ atLeast: whole.optional(), atMost: whole.optional(), points: whole.max(100) }))
          .min(1)
          .max(10),
      }),
    )
    .min(1)
    .max(FACTORS.length),
  grades: z
    .array(z.strictObject({ atLeast: whole, grade: textField(10) }))
    .min(1)
    .max(10),
});
