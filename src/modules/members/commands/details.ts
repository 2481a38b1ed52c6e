import type { z } from 'zod';
import { storeImage } from '#documents';
import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import { checkPersonHere, personColumns, personOf } from '../person-record.ts';
import { memberView } from '../queries/detail.ts';
import { heirPhones } from '../queries/heirs.ts';
import { checkHeirs } from '../rules/heirs.ts';
import { type Person, type PersonInput, requireNoErrors } from '../rules/person.ts';
import { ChangeDetailsInput, SetHeirsInput, SetPhotoInput } from '../schema.ts';
import { insertEvents } from '../store/events.ts';
import { replaceHeirs } from '../store/heirs.ts';
import { lockMember, updateDetails, updatePhoto } from '../store/members.ts';
import { heirOf } from './registration.ts';

const FIELDS = [
  'fullName',
  'nik',
  'birthPlace',
  'birthDate',
  'sex',
  'phone',
  'address',
  'occupation',
  'employer',
  'workUnit',
] as const;
type Field = (typeof FIELDS)[number];
const PHOTO_PIXELS = 480;

/**
 * Changes details and keeps what stood there before, sealed, with who changed it. What is wrong with a field that is
 * not being changed does not stand in the way. Errors: `input_invalid`, `nik_taken`, `version_changed`, `nothing_changed`.
 */
export const changeDetails = command({
  name: 'members.change_details',
  permission: 'members.write',
  input: ChangeDetailsInput,
  run: async (scope, input) => {
    const member = await lockMember(scope, input.memberId);
    if (member.version !== input.version) throw versionChanged();
    const before = personOf(scope, member);
    const checked = await checkPersonHere(scope, merged(before, input));
    const changed = FIELDS.filter((field) => !same(before[field], checked.person[field]));
    requireNoErrors(checked.errors.filter((error) => concerns(error.field, changed)));
    if (changed.length === 0) throw nothingChanged();
    const columns = await personColumns(scope, member.id, checked);
    await updateDetails(scope, { ...member, ...columns });
    const earlier = Object.fromEntries(changed.map((field) => [field, before[field]]));
    const { cycle, status } = member;
    const event = { memberId: member.id, cycle, from: status, to: status, on: scope.today, before: earlier };
    await insertEvents(scope, [{ ...event, kind: 'details_changed' }]);
    return { ...(await memberView(scope, member.id)), warnings: checked.warnings };
  },
});

/**
 * Puts a new list of heirs in force. A heir of the same name whose telephone is left out keeps the one on record, since
 * the form cannot show it. Errors: `input_invalid`, `heir_shares`.
 */
export const setHeirs = command({
  name: 'members.set_heirs',
  permission: 'members.write',
  input: SetHeirsInput,
  run: async (scope, input) => {
    const { heirs, errors } = checkHeirs(input.heirs.map(heirOf));
    requireNoErrors(errors);
    const { id: memberId, cycle, status } = await lockMember(scope, input.memberId);
    const phones = await heirPhones(scope, memberId);
    const kept = heirs.map((heir) => ({ ...heir, phone: heir.phone ?? phones.get(heir.fullName) ?? null }));
    await replaceHeirs(scope, memberId, kept);
    await insertEvents(scope, [{ memberId, cycle, kind: 'heirs_changed', from: status, to: status, on: scope.today }]);
    return { memberId, heirs: heirs.length };
  },
});

/**
 * Puts a photo on the record: re-encoded small, without what the camera wrote into it.
 * Errors: `image_format`, `image_too_large`, `image_unreadable`.
 */
export const setPhoto = command({
  name: 'members.set_photo',
  permission: 'members.write',
  input: SetPhotoInput,
  run: async (scope, input) => {
    const { id: memberId, cycle, status } = await lockMember(scope, input.memberId);
    const bytes = Buffer.from(input.photo, 'base64');
    const photo = await storeImage(scope, { kind: 'member_photo', bytes, sizePixels: PHOTO_PIXELS });
    await updatePhoto(scope, memberId, photo.id);
    await insertEvents(scope, [{ memberId, cycle, kind: 'photo_changed', from: status, to: status, on: scope.today }]);
    return { memberId, photoDocumentId: photo.id };
  },
});

function merged(before: Person, input: z.output<typeof ChangeDetailsInput>): PersonInput {
  const kept = <T>(next: T | null | undefined, earlier: T | null): T | null => (next === undefined ? earlier : next);
  return {
    fullName: input.fullName ?? before.fullName,
    nik: input.nik ?? before.nik,
    birthPlace: kept(input.birthPlace, before.birthPlace),
    birthDate: input.birthDate ?? before.birthDate,
    sex: input.sex ?? before.sex,
    phone: kept(input.phone, before.phone),
    address: input.address ?? addressInput(before),
    occupation: kept(input.occupation, before.occupation),
    employer: kept(input.employer, before.employer),
    workUnit: kept(input.workUnit, before.workUnit),
  };
}

function addressInput({ address }: Person): PersonInput['address'] {
  if (address === null) return null;
  const given = Object.entries(address).filter(([, value]) => value !== null);
  return { street: address.street, ...Object.fromEntries(given) };
}

// NIK, birth date and sex are checked against each other: an error of the NIK concerns a change of any of the three.
function concerns(field: string, changed: readonly Field[]): boolean {
  const root = field.split('.')[0];
  if (root === 'nik') return changed.some((name) => name === 'nik' || name === 'birthDate' || name === 'sex');
  return changed.some((name) => name === root);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function versionChanged(): DomainError {
  return new DomainError(
    'conflict',
    'version_changed',
    'Data anggota ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi',
  );
}

function nothingChanged(): DomainError {
  return new DomainError('refused', 'nothing_changed', 'Tidak ada yang berubah');
}
