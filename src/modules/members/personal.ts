import { blindIndex, decryptPersonal, encryptPersonal, keysOfThisProcess } from '#kernel/personal-data';
import type { Address } from './rules/address.ts';
import { addressLine } from './rules/address.ts';
import { maskAddress, maskNik, maskPhone } from './rules/masking.ts';
import type { Person } from './rules/person.ts';

/** The sealed columns of one member, as the database holds them. */
export type SealedColumns = {
  readonly nikCipher: string | null;
  readonly nikIndex: string | null;
  readonly phoneCipher: string | null;
  readonly phoneIndex: string | null;
  readonly addressCipher: string | null;
};

type RowPlace = { readonly cooperativeId: string; readonly memberId: string };

const NIK = 'members.member.nik';
const PHONE = 'members.member.phone';
const ADDRESS = 'members.member.address';

/** Seals a person's NIK, telephone and address for their row, with blind indexes of the first two. */
export function sealPerson(at: RowPlace, person: Pick<Person, 'nik' | 'phone' | 'address'>): SealedColumns {
  return {
    nikCipher: seal(at, NIK, person.nik),
    nikIndex: person.nik === null ? null : nikIndex(at.cooperativeId, person.nik),
    phoneCipher: seal(at, PHONE, person.phone),
    phoneIndex: person.phone === null ? null : phoneIndex(at.cooperativeId, person.phone),
    addressCipher: seal(at, ADDRESS, person.address && JSON.stringify(person.address)),
  };
}

/** Opens the sealed columns of a row. Throws when they were moved there from another row or cooperative. */
export function openPerson(
  at: RowPlace,
  sealed: Pick<SealedColumns, 'nikCipher' | 'phoneCipher' | 'addressCipher'>,
): Pick<Person, 'nik' | 'phone' | 'address'> {
  const address = open(at, ADDRESS, sealed.addressCipher);
  return {
    nik: open(at, NIK, sealed.nikCipher),
    phone: open(at, PHONE, sealed.phoneCipher),
    address: address === null ? null : (JSON.parse(address) as Address),
  };
}

/** What everybody with the right to read members may see of the sealed columns. */
export function maskedPerson(
  at: RowPlace,
  sealed: Pick<SealedColumns, 'nikCipher' | 'phoneCipher' | 'addressCipher'>,
  regionName: string | null,
): { nik: string | null; phone: string | null; address: string | null } {
  const { nik, phone } = openPerson(at, { ...sealed, addressCipher: null });
  return {
    nik: nik && maskNik(nik),
    phone: phone && maskPhone(phone),
    address: sealed.addressCipher === null ? null : maskAddress(regionName),
  };
}

/** An address in full with the name of its region and postal code. */
export function fullAddress(address: Address, regionName: string | null): string {
  return [addressLine(address), regionName, address.postalCode].filter(Boolean).join(', ');
}

/** The blind index of a NIK in one cooperative. */
export function nikIndex(cooperativeId: string, nik: string): string {
  return blindIndex(keysOfThisProcess(), { cooperativeId, column: NIK }, nik);
}

/** The blind index of a telephone number in one cooperative. */
export function phoneIndex(cooperativeId: string, e164: string): string {
  return blindIndex(keysOfThisProcess(), { cooperativeId, column: PHONE }, e164);
}

/** The keyed hash under which the sender of a public application is counted. */
export function sourceHash(cooperativeId: string, source: string): string {
  return blindIndex(keysOfThisProcess(), { cooperativeId, column: 'members.application.source' }, source);
}

/** Seals any other value of a members row: a heir's telephone, the earlier values of a change. */
export function sealText(place: { cooperativeId: string; rowId: string; column: string }, text: string): string {
  return encryptPersonal(keysOfThisProcess(), place, text);
}

/** Opens what `sealText` sealed. */
export function openText(place: { cooperativeId: string; rowId: string; column: string }, stored: string): string {
  return decryptPersonal(keysOfThisProcess(), place, stored);
}

function seal(at: RowPlace, column: string, value: string | null): string | null {
  if (value === null) return null;
  return sealText({ cooperativeId: at.cooperativeId, rowId: at.memberId, column }, value);
}

function open(at: RowPlace, column: string, stored: string | null): string | null {
  if (stored === null) return null;
  return openText({ cooperativeId: at.cooperativeId, rowId: at.memberId, column }, stored);
}
