import type { BusinessDate } from '#kernel/dates';
import { DomainError, type FieldError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import { heirOf } from './commands/registration.ts';
import { regions } from './regions.ts';
import { checkHeirs } from './rules/heirs.ts';
import { checkPerson, type PersonInput } from './rules/person.ts';
import { PERSON_PARTS, type PersonPart, SetHeirsInput } from './schema.ts';

const HeirsForm = SetHeirsInput.pick({ heirs: true });

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
 * Everything wrong with a part of a person's form, for pages that ask a few things at a time or want all faults at once.
 * Writes nothing and asks the register nothing.
 */
export async function checkPersonForm(
  part: PersonPart,
  raw: Readonly<Record<string, unknown>>,
  today: BusinessDate,
): Promise<readonly FieldError[]> {
  const { heirs = [], ...person } = raw;
  return [...(await personErrors(part, person, today)), ...heirErrors(heirs)];
}

async function personErrors(part: PersonPart, raw: unknown, today: BusinessDate): Promise<readonly FieldError[]> {
  const { has, isVillage } = await regions();
  return errorsOf(() => {
    const given = Object.entries(parseInput(PERSON_PARTS[part], raw)).filter(([, value]) => value !== undefined);
    return checkPerson({ ...UNKNOWN, ...Object.fromEntries(given) }, { regions: { has }, isVillage, today }).errors;
  });
}

function heirErrors(raw: unknown): readonly FieldError[] {
  return errorsOf(() => checkHeirs(parseInput(HeirsForm, { heirs: raw }).heirs.map(heirOf)).errors);
}

function errorsOf(check: () => readonly FieldError[]): readonly FieldError[] {
  try {
    return check();
  } catch (error) {
    if (error instanceof DomainError) return error.fields;
    throw error;
  }
}
