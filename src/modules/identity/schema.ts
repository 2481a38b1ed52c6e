import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { dateField, idField, textField } from '#kernel/fields';
import { normaliseEmail, normalisePhone, normaliseUsername } from './rules/names.ts';

const PASSWORD_TEXT_MAX = 1_000;

/** Runs a rule that throws as a zod step, so that its reason and message stand at the field. */
function ruled<Out>(max: number, rule: (text: string) => Out) {
  return z
    .string({ error: 'Wajib diisi' })
    .max(max, { error: `Paling panjang ${max} huruf` })
    .transform((text, context): Out => {
      try {
        return rule(text);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        context.addIssue({ code: 'custom', message: error.pesan, params: { reason: error.reason } });
        return z.NEVER;
      }
    });
}

const usernameField = ruled(100, normaliseUsername);
const emailField = ruled(300, normaliseEmail);
const phoneField = ruled(40, normalisePhone);
const secretField = z.string({ error: 'Wajib diisi' }).min(1, { error: 'Wajib diisi' }).max(PASSWORD_TEXT_MAX);
const codeField = z.string({ error: 'Wajib diisi' }).trim().min(1, { error: 'Wajib diisi' }).max(40);
const rolesField = z.array(z.string().max(40)).max(9);
const reasonField = textField(300);

/** Staff sign-in. `cooperative` may be left out by who signs in with an e-mail address. */
export const SignInInput = z.strictObject({
  cooperative: z.string().trim().toLowerCase().max(60).optional(),
  username: textField(254),
  password: secretField,
  totp: z.string().trim().max(20).optional(),
});

/** Member sign-in on an enrolled phone. */
export const MemberSignInInput = z.strictObject({ phone: z.string().max(40), pin: z.string().max(20) });

/** A member enrols a phone with the code from the office. */
export const EnrolInput = z.strictObject({ code: codeField, phone: z.string().max(40), pin: z.string().max(20) });

/** A new colleague sets the password with the code from the office. */
export const ActivateInput = z.strictObject({ code: codeField, password: secretField });

/** A new colleague: contact is optional, roles are checked against those of the cooperative. */
export const AddPersonInput = z.strictObject({
  fullName: textField(120),
  username: usernameField,
  email: emailField.optional(),
  phone: phoneField.optional(),
  roles: rolesField,
  memberId: idField.optional(),
});

/** All roles a person holds from now on, with the reason for the trail. */
export const ChangeRolesInput = z.strictObject({ personId: idField, roles: rolesField, reason: reasonField });
/** Who is let go or taken back, and why. */
export const DismissInput = z.strictObject({ personId: idField, reason: reasonField });
/** One person of this cooperative. */
export const PersonInput = z.strictObject({ personId: idField });
/** Something done to one person, and why. */
export const PersonReasonInput = z.strictObject({ personId: idField, reason: reasonField });

/** What the office knows of a member, to hand over a code for their phone. */
export const EnrolmentInput = z.strictObject({
  memberId: idField,
  fullName: textField(120),
  phone: phoneField,
  birthDate: dateField.optional(),
});

/** The own password: the present one proves who asks. */
export const ChangePasswordInput = z.strictObject({ current: secretField, password: secretField });
/** The PIN of this phone; the birth date, when known, may not be it. */
export const ChangePinInput = z.strictObject({
  current: z.string().max(20),
  pin: z.string().max(20),
  birthDate: dateField.optional(),
});
/** Six digits of an authenticator. */
export const TotpInput = z.strictObject({ code: z.string().max(20) });
/** One of the own devices. */
export const DeviceInput = z.strictObject({ deviceId: idField });

/** The decision on a held action, by the hash that was seen. */
export const DecideInput = z.strictObject({
  approvalId: idField,
  payloadHash: z.string().regex(/^[0-9a-f]{64}$/),
  decision: z.enum(['approved', 'returned']),
  reason: textField(300),
});

/** A page of the audit trail. Dates are half-open business days. */
export const AuditInput = z.strictObject({
  personId: idField.optional(),
  command: z.string().trim().max(80).optional(),
  outcome: z.enum(['done', 'refused', 'held']).optional(),
  from: dateField.optional(),
  to: dateField.optional(),
  cursor: idField.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of the log of sign-ins. */
export const SignInTrailInput = z.strictObject({
  outcome: z.enum(['signed_in', 'refused', 'locked']).optional(),
  cursor: idField.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
