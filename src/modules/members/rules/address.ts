import type { FieldError } from '#kernel/errors';

/** Where a member lives. `villageCode` is the official code `33.19.01.2001`; the street part is personal data. */
export type Address = {
  readonly street: string;
  readonly hamlet: string | null;
  readonly rt: string | null;
  readonly rw: string | null;
  readonly villageCode: string | null;
  readonly postalCode: string | null;
};

/** An address as a form sends it. */
export type AddressInput = {
  readonly street: string;
  readonly hamlet?: string | undefined;
  readonly rt?: string | undefined;
  readonly rw?: string | undefined;
  readonly villageCode?: string | undefined;
  readonly postalCode?: string | undefined;
};

/**
 * Puts an address in order: RT and RW become three digits ("4" is "004"), blanks become null. `errors` name the fields
 * `address.street`, `.rt`, `.rw`, `.villageCode`, `.postalCode`. Whether a village exists is for `isVillage` to say.
 */
export function normaliseAddress(
  input: AddressInput,
  isVillage: (code: string) => boolean,
): { readonly address: Address; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const refuse = (field: string, code: string, pesan: string) =>
    errors.push({ field: `address.${field}`, code, pesan });
  const street = tidy(input.street) ?? '';
  if (street.length < 3 || street.length > 200) {
    refuse('street', 'address_street', 'Tulis jalan dan nomor rumah, misalnya Jl. Sunan Kudus 12');
  }
  const rt = neighbourhood(input.rt);
  if (rt === undefined) refuse('rt', 'address_rt', 'RT paling banyak tiga angka, misalnya 004');
  const rw = neighbourhood(input.rw);
  if (rw === undefined) refuse('rw', 'address_rw', 'RW paling banyak tiga angka, misalnya 002');
  const villageCode = tidy(input.villageCode);
  if (villageCode !== null && !isVillage(villageCode)) {
    refuse('villageCode', 'address_village', 'Pilih desa atau kelurahan dari daftar');
  }
  const postalCode = tidy(input.postalCode);
  if (postalCode !== null && !/^[1-9][0-9]{4}$/.test(postalCode)) {
    refuse('postalCode', 'address_postal_code', 'Kode pos terdiri dari 5 angka');
  }
  const hamlet = tidy(input.hamlet)?.slice(0, 100) ?? null;
  return { address: { street, hamlet, rt: rt ?? null, rw: rw ?? null, villageCode, postalCode }, errors };
}

/** An address on one line as on a card: `Jl. Sunan Kudus 12 RT 004/RW 002, Dukuh Krajan`, without the region. */
export function addressLine(address: Address): string {
  const blocks = [address.rt && `RT ${address.rt}`, address.rw && `RW ${address.rw}`].filter(Boolean).join('/');
  return [[address.street, blocks].filter(Boolean).join(' '), address.hamlet].filter(Boolean).join(', ');
}

/** Three digits, null for nothing given (also "-" and zeros), undefined for something else. */
function neighbourhood(text: string | undefined): string | null | undefined {
  const value = tidy(text);
  if (value === null || /^[-0]+$/.test(value)) return null;
  return /^[0-9]{1,3}$/.test(value) ? value.padStart(3, '0') : undefined;
}

function tidy(text: string | undefined): string | null {
  const value = text?.replace(/\s+/gu, ' ').trim() ?? '';
  return value === '' ? null : value;
}
