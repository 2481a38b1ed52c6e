import { z } from 'zod';
import { RELATIONSHIPS } from './rules/heirs.ts';
import { EXIT_KINDS, STATUSES } from './rules/membership.ts';

const date = z.string().nullable();

/** A member in a list: nothing that needs a mask. */
export const MemberItem = z.object({
  id: z.string(),
  number: z.string().nullable(),
  fullName: z.string(),
  status: z.enum(STATUSES),
  region: z.string().nullable(),
  workUnit: z.string().nullable(),
  appliedOn: date,
  activatedOn: date,
});
export type MemberItem = z.infer<typeof MemberItem>;

/** `GET /members`. */
export const MemberPage = z.object({ items: z.array(MemberItem), nextCursor: z.string().nullable() });
export type MemberPage = z.infer<typeof MemberPage>;

/** `GET /members/{id}` and the answer of `POST /members`. NIK, telephone and address are masked. */
export const MemberView = z.object({
  id: z.string(),
  number: z.string().nullable(),
  status: z.enum(STATUSES),
  kind: z.enum(['full', 'associate']),
  fullName: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  birthPlace: z.string().nullable(),
  birthDate: date,
  nik: z.string().nullable(),
  nikWarning: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  regionCode: z.string().nullable(),
  occupation: z.string().nullable(),
  employer: z.string().nullable(),
  workUnit: z.string().nullable(),
  photoDocumentId: z.string().nullable(),
  cycle: z.number(),
  version: z.number(),
  appliedOn: date,
  appliedVia: z.enum(['staff', 'self', 'import']),
  decidedOn: date,
  decidedBy: z.string().nullable(),
  decisionReason: z.string().nullable(),
  activatedOn: date,
  exitRequestedOn: date,
  exitKind: z.enum(EXIT_KINDS).nullable(),
  exitReason: z.string().nullable(),
  exitedOn: date,
  settled: z.boolean(),
});
export type MemberView = z.infer<typeof MemberView>;

/** A heir with the telephone masked. */
export const HeirView = z.object({
  fullName: z.string(),
  relationship: z.enum(RELATIONSHIPS),
  phone: z.string().nullable(),
  sharePercent: z.number().nullable(),
});
export type HeirView = z.infer<typeof HeirView>;

/** One thing that happened to a record. Earlier values are not shown here, only which fields changed. */
export const MemberEventView = z.object({
  id: z.string(),
  kind: z.string(),
  cycle: z.number(),
  fromStatus: z.string().nullable(),
  toStatus: z.string(),
  happenedOn: z.string(),
  note: z.string().nullable(),
  changedFields: z.array(z.string()),
  actorName: z.string(),
  recordedAt: z.string(),
});
export type MemberEventView = z.infer<typeof MemberEventView>;

/** One look behind the mask, as the member sees it. */
export const AccessView = z.object({
  field: z.string(),
  reason: z.string(),
  actorName: z.string(),
  unmaskedAt: z.string(),
});
export type AccessView = z.infer<typeof AccessView>;
