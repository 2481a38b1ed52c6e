import type { z } from 'zod';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import { checkPersonHere, personColumns } from '../person-record.ts';
import { nikIndex, sourceHash } from '../personal.ts';
import { memberView } from '../queries/detail.ts';
import { phoneIsShared } from '../queries/search.ts';
import { checkHeirs } from '../rules/heirs.ts';
import { checkStepDate } from '../rules/membership.ts';
import { type PersonCheck, type PersonInput, requireNoErrors } from '../rules/person.ts';
import { ApplyInput, type HeirInput, RegisterMemberInput } from '../schema.ts';
import { countApplications, insertApplication, memberByNikIndex } from '../store/applications.ts';
import { insertEvents } from '../store/events.ts';
import { replaceHeirs } from '../store/heirs.ts';
import { insertMembers } from '../store/members.ts';
import { insertMemberships } from '../store/memberships.ts';

const SOURCE_PER_HOUR_MAX = 5;
const COOPERATIVE_PER_DAY_MAX = 300;
const HOUR_MS = 3_600_000;

/**
 * Registers an applicant at the counter. Answers the masked member with `warnings` for staff to look at.
 * Errors: `input_invalid` with every field at fault, `nik_taken`, `date_in_future`, `heir_shares`.
 */
export const registerMember = command({
  name: 'members.register',
  permission: 'members.write',
  input: RegisterMemberInput,
  run: async (scope, input) => {
    const { heirs, errors } = checkHeirs((input.heirs ?? []).map(heirOf));
    const checked = await checkPersonHere(scope, personInputOf(input));
    requireNoErrors([...checked.errors, ...errors]);
    const appliedOn = input.appliedOn ?? scope.today;
    checkStepDate(appliedOn, { today: scope.today, previous: null }, 'appliedOn');
    const shared = checked.person.phone !== null && (await phoneIsShared(scope, checked.person.phone));
    const memberId = newId();
    await addApplicant(scope, { memberId, checked, appliedOn, via: 'staff', kind: input.kind ?? 'full' });
    if (heirs.length > 0) await replaceHeirs(scope, memberId, heirs);
    const warnings = [...checked.warnings, ...(shared ? [SHARED_PHONE] : [])];
    return { ...(await memberView(scope, memberId)), warnings };
  },
});

/**
 * Takes a public application. A person who is in the register already gets the same answer, so that the form tells
 * nobody who is a member. Errors: `input_invalid`, `too_many_applications`.
 */
export const applyForMembership = command({
  name: 'members.apply',
  permission: 'self.write',
  input: ApplyInput,
  run: async (scope, input) => {
    const source = sourceHash(scope.cooperativeId, input.source);
    await requireRoom(scope, source);
    const checked = await checkPersonHere(scope, personInputOf(input));
    requireNoErrors(checked.errors);
    const known = await memberByNikIndex(scope, nikIndex(scope.cooperativeId, checked.person.nik ?? ''));
    const memberId = known ?? newId();
    if (!known) await addApplicant(scope, { memberId, checked, appliedOn: scope.today, via: 'self', kind: 'full' });
    const id = newId();
    await insertApplication(scope, { id, source, outcome: known ? 'duplicate' : 'taken', memberId });
    return { reference: id.slice(-8).toUpperCase(), receivedOn: scope.today };
  },
});

/** The person fields of a form; what was left out is unknown. */
export function personInputOf(
  input: Omit<z.output<typeof RegisterMemberInput>, 'heirs' | 'kind' | 'appliedOn'>,
): PersonInput {
  return {
    fullName: input.fullName,
    nik: input.nik,
    birthPlace: input.birthPlace,
    birthDate: input.birthDate,
    sex: input.sex,
    phone: input.phone ?? null,
    address: input.address,
    occupation: input.occupation ?? null,
    employer: input.employer ?? null,
    workUnit: input.workUnit ?? null,
  };
}

/** A heir of a form; what was left out is null. */
export function heirOf(input: z.output<typeof HeirInput>) {
  return { ...input, phone: input.phone ?? null, sharePercent: input.sharePercent ?? null };
}

type Applicant = {
  memberId: string;
  checked: PersonCheck;
  appliedOn: BusinessDate;
  via: 'staff' | 'self';
  kind: 'full' | 'associate';
};

async function addApplicant(scope: Scope, of: Applicant): Promise<void> {
  const { memberId, appliedOn } = of;
  const columns = await personColumns(scope, memberId, of.checked);
  await insertMembers(scope, [{ ...columns, id: memberId, number: null, kind: of.kind, status: 'applied' }]);
  const ended = { activatedOn: null, decidedByName: null, exitedOn: null, exitKind: null };
  const consentedAt = of.via === 'self' ? scope.now.toISOString() : null;
  await insertMemberships(scope, [{ memberId, cycle: 1, appliedOn, appliedVia: of.via, consentedAt, ...ended }]);
  await insertEvents(scope, [{ memberId, cycle: 1, kind: 'registered', from: null, to: 'applied', on: appliedOn }]);
}

async function requireRoom(scope: Scope, source: string): Promise<void> {
  const hourAgo = new Date(scope.now.getTime() - HOUR_MS);
  const dayAgo = new Date(scope.now.getTime() - 24 * HOUR_MS);
  const { bySource, inAll } = await countApplications(scope, { source, hourAgo, dayAgo });
  if (bySource < SOURCE_PER_HOUR_MAX && inAll < COOPERATIVE_PER_DAY_MAX) return;
  throw new DomainError(
    'refused',
    'too_many_applications',
    'Sudah banyak permohonan dari sini. Coba lagi satu jam lagi, atau datang ke kantor koperasi',
  );
}

const SHARED_PHONE = {
  code: 'phone_shared',
  pesan: 'Nomor telepon ini juga dipakai anggota lain. Biasa dalam satu keluarga; pastikan tidak keliru',
};
