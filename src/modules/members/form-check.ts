import { type BusinessDate, tryDate } from '#kernel/dates';
import { DomainError, type FieldError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import { heirOf } from './commands/registration.ts';
import { regions } from './regions.ts';
import { checkHeirs } from './rules/heirs.ts';
import { checkPerson, type PersonInput } from './rules/person.ts';
import { AddressInput, PERSON_PARTS, type PersonPart, SetHeirsInput } from './schema.ts';

type Raw = Readonly<Record<string, unknown>>;

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
export async function checkPersonForm(part: PersonPart, raw: Raw, today: BusinessDate): Promise<readonly FieldError[]> {
  const { heirs = [], ...person } = raw;
  return [...(await personErrors(part, person, today)), ...heirErrors(heirs)];
}

async function personErrors(part: PersonPart, raw: Raw, today: BusinessDate): Promise<readonly FieldError[]> {
  const { has, isVillage } = await regions();
  const shape = errorsOf(() => {
    parseInput(PERSON_PARTS[part], raw);
    return [];
  });
  const { errors } = checkPerson(roughPerson(raw), { regions: { has }, isVillage, today });
  const told = new Set(shape.map((error) => error.field.split('.')[0]));
  return [...shape, ...errors.filter((error) => !told.has(error.field.split('.')[0]))];
}

/** As much of a person as can be read, so that one blank field does not hide what is wrong with the others. */
function roughPerson(raw: Raw): PersonInput {
  const text = (name: string) => (typeof raw[name] === 'string' && raw[name].trim() !== '' ? raw[name] : null);
  const address = AddressInput.safeParse(raw['address']);
  const { sex } = raw;
  return {
    ...UNKNOWN,
    fullName: text('fullName') ?? UNKNOWN.fullName,
    nik: text('nik'),
    birthDate: tryDate(text('birthDate') ?? '') ?? null,
    sex: sex === 'male' || sex === 'female' ? sex : null,
    phone: text('phone'),
    address: address.success ? address.data : null,
  };
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
