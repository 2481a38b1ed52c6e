import { type BusinessDate, fromParts, parts } from '#kernel/dates';
import type { FieldError } from '#kernel/errors';

export type Sex = 'male' | 'female';

/** What a NIK says about its holder. `yearOfCentury` is two digits; the century is not in the number. */
export type NikParts = {
  readonly province: string;
  readonly regency: string;
  readonly district: string;
  readonly day: number;
  readonly month: number;
  readonly yearOfCentury: number;
  readonly sex: Sex;
  readonly sequence: string;
};

/** The official regions in force, by their dotted codes (`33`, `33.19`, `33.19.01`). */
export type RegionBook = { readonly has: (code: string) => boolean };

/** A doubt that does not stop registration; staff see it and check the card. `code` is stable. */
export type Warning = { readonly code: string; readonly pesan: string };

export type NikCheck = { readonly errors: readonly FieldError[]; readonly warnings: readonly Warning[] };

// Timor Timur: no province today, but people born there kept their numbers.
const FORMER_PROVINCES = new Set(['54']);

/** A NIK as typed or pasted, without spaces, dots and dashes. */
export function normaliseNik(text: string): string {
  return text.replace(/[\s.-]/g, '');
}

/**
 * Reads the sixteen digits PP KK CC DDMMYY SSSS (a woman's day is raised by 40), or undefined when they are no
 * possible NIK: wrong length, no such day in any century, or sequence 0000.
 */
export function readNik(nik: string): NikParts | undefined {
  if (!/^[0-9]{16}$/.test(nik)) return undefined;
  const rawDay = Number(nik.slice(6, 8));
  const day = rawDay > 40 ? rawDay - 40 : rawDay;
  const month = Number(nik.slice(8, 10));
  const yearOfCentury = Number(nik.slice(10, 12));
  if (!dayExists(1900 + yearOfCentury, month, day) && !dayExists(2000 + yearOfCentury, month, day)) return undefined;
  const sequence = nik.slice(12);
  if (sequence === '0000') return undefined;
  return {
    province: nik.slice(0, 2),
    regency: `${nik.slice(0, 2)}.${nik.slice(2, 4)}`,
    district: `${nik.slice(0, 2)}.${nik.slice(2, 4)}.${nik.slice(4, 6)}`,
    day,
    month,
    yearOfCentury,
    sex: rawDay > 40 ? 'female' : 'male',
    sequence,
  };
}

/** The birth date a NIK tells: in the latest century that is not after today. Undefined when it tells none. */
export function birthDateOfNik(nik: string, today: BusinessDate): BusinessDate | undefined {
  const read = readNik(nik);
  if (!read) return undefined;
  for (const century of [2000, 1900]) {
    const year = century + read.yearOfCentury;
    if (!dayExists(year, read.month, read.day)) continue;
    const date = fromParts(year, read.month, read.day);
    if (date <= today) return date;
  }
  return undefined;
}

/**
 * Checks a NIK against the official regions and what the person says of birth date and sex (each may be unknown, as in
 * old lists). A district that is not in force today is a warning: numbers made before a region was split stay valid.
 */
export function checkNik(
  nik: string,
  said: { readonly birthDate: BusinessDate | null; readonly sex: Sex | null },
  regions: RegionBook,
): NikCheck {
  if (!/^[0-9]{16}$/.test(nik)) return refusal('nik_format', 'NIK terdiri dari 16 angka. Salin dari KTP');
  const read = readNik(nik);
  if (!read) return refusal('nik_impossible', 'NIK ini tidak mungkin ada. Periksa lagi angkanya di KTP');
  if (!regions.has(read.province) && !FORMER_PROVINCES.has(read.province)) {
    return refusal('nik_region', `Dua angka pertama (${read.province}) bukan kode provinsi. Periksa lagi di KTP`);
  }
  const errors: FieldError[] = [];
  if (said.birthDate && !agreesWithBirthDate(read, said.birthDate)) {
    const birthDigits = nik.slice(6, 12);
    errors.push(
      nikError('nik_birth_date', `Angka ke-7 sampai ke-12 (${birthDigits}) tidak cocok dengan tanggal lahir`),
    );
  }
  if (said.sex && said.sex !== read.sex) {
    const told = read.sex === 'female' ? 'perempuan' : 'laki-laki';
    errors.push(nikError('nik_sex', `Menurut NIK ini pemiliknya ${told}. Periksa jenis kelamin atau NIK`));
  }
  return { errors, warnings: regions.has(read.district) ? [] : [formerRegion(read)] };
}

function agreesWithBirthDate(read: NikParts, birthDate: BusinessDate): boolean {
  const born = parts(birthDate);
  return born.day === read.day && born.month === read.month && born.year % 100 === read.yearOfCentury;
}

function formerRegion(read: NikParts): Warning {
  return {
    code: 'nik_former_region',
    pesan: `Kode kecamatan ${read.district} tidak ada dalam daftar wilayah sekarang; mungkin dari sebelum pemekaran. Cocokkan dengan KTP`,
  };
}

function dayExists(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return parts(fromParts(year, month, day)).day === day;
}

function refusal(code: string, pesan: string): NikCheck {
  return { errors: [nikError(code, pesan)], warnings: [] };
}

function nikError(code: string, pesan: string): FieldError {
  return { field: 'nik', code, pesan };
}
