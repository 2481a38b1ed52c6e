import type { BusinessDate } from '#kernel/dates';
import { DomainError, type FieldError } from '#kernel/errors';
import { type Address, type AddressInput, normaliseAddress } from './address.ts';
import { ageInYears } from './membership.ts';
import { normaliseName } from './name.ts';
import { checkNik, normaliseNik, type RegionBook, type Sex, type Warning } from './nik.ts';
import { normalisePhone } from './phone.ts';

/** A person as a form or file tells; null is unknown. */
export type PersonInput = {
  readonly fullName: string;
  readonly nik: string | null;
  readonly birthPlace: string | null;
  readonly birthDate: BusinessDate | null;
  readonly sex: Sex | null;
  readonly phone: string | null;
  readonly address: AddressInput | null;
  readonly occupation: string | null;
  readonly employer: string | null;
  readonly workUnit: string | null;
};

/** A person in order: name tidied, NIK of 16 digits, telephone in E.164, RT and RW of three digits. */
export type Person = Omit<PersonInput, 'address'> & { readonly address: Address | null };

export type PersonCheck = {
  readonly person: Person;
  readonly errors: readonly FieldError[];
  readonly warnings: readonly Warning[];
};

// UU 25/1992 Ps 18: a member is able to act legally; 18, unless married. A doubt for staff to look at, not a refusal.
const ADULT_YEARS = 18;
const AGE_YEARS_MAX = 120;

/** Puts a person in order and says everything that is wrong or doubtful at once, each at its field. */
export function checkPerson(
  input: PersonInput,
  known: { readonly regions: RegionBook; readonly isVillage: (code: string) => boolean; readonly today: BusinessDate },
): PersonCheck {
  const errors: FieldError[] = [];
  const warnings: Warning[] = [];
  const fullName = normaliseName(input.fullName);
  if (fullName === undefined) {
    errors.push({ field: 'fullName', code: 'name_format', pesan: 'Tulis nama seperti di KTP, tanpa angka' });
  }
  const nik = input.nik === null ? null : normaliseNik(input.nik);
  if (nik !== null) {
    const checked = checkNik(nik, input, known.regions);
    errors.push(...checked.errors);
    warnings.push(...checked.warnings);
  }
  const phone = input.phone === null ? null : normalisePhone(input.phone);
  if (phone === undefined) {
    errors.push({ field: 'phone', code: 'phone_format', pesan: 'Tulis nomor telepon seperti 0812-3456-7890' });
  }
  const placed = input.address === null ? null : normaliseAddress(input.address, known.isVillage);
  errors.push(...(placed?.errors ?? []), ...birthErrors(input.birthDate, known.today));
  if (errors.length === 0 && input.birthDate && ageInYears(input.birthDate, known.today) < ADULT_YEARS) {
    warnings.push({
      code: 'under_age',
      pesan: 'Belum 18 tahun. Pastikan ia cakap bertindak menurut hukum (UU 25/1992 Pasal 18)',
    });
  }
  const person = {
    ...input,
    fullName: fullName ?? input.fullName,
    nik,
    phone: phone ?? null,
    address: placed?.address ?? null,
  };
  return { person, errors, warnings };
}

/** Refuses with `input_invalid` and every field at fault, if any is. */
export function requireNoErrors(errors: readonly FieldError[]): void {
  const [first] = errors;
  if (first) throw new DomainError('invalid', 'input_invalid', first.pesan, errors);
}

function birthErrors(birthDate: BusinessDate | null, today: BusinessDate): FieldError[] {
  if (birthDate === null) return [];
  if (birthDate > today || ageInYears(birthDate, today) > AGE_YEARS_MAX) {
    return [{ field: 'birthDate', code: 'birth_date_range', pesan: 'Periksa lagi tanggal lahir' }];
  }
  return [];
}
