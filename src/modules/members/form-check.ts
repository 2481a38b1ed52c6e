import type { BusinessDate } from '#kernel/dates';
import { DomainError, type FieldError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import { regions } from './regions.ts';
import { checkPerson, type PersonInput } from './rules/person.ts';
import { PERSON_PARTS, type PersonPart } from './schema.ts';

const UNKNOWN: PersonInput = {
  fullName: 'Belum ditulis',
  nik: null,
  birthPlace: null,
  birthDate: null,
  sex: null,
  phone: null,
  address: null,
  occupation: null,
  employer: null,
  workUnit: null,
};

/**
 * Everything wrong with a part of a person's form, for pages that ask a few things at a time. Writes nothing and asks
 * the register nothing.
 */
export async function checkPersonForm(
  part: PersonPart,
  raw: unknown,
  today: BusinessDate,
): Promise<readonly FieldError[]> {
  try {
    const given = Object.entries(parseInput(PERSON_PARTS[part], raw)).filter(([, value]) => value !== undefined);
    const { has, isVillage } = await regions();
    const person = { ...UNKNOWN, ...Object.fromEntries(given) };
    return checkPerson(person, { regions: { has }, isVillage, today }).errors;
  } catch (error) {
    if (error instanceof DomainError) return error.fields;
    throw error;
  }
}
