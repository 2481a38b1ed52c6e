import type { Scope } from '#kernel/scope';
import { openPerson, sealPerson } from './personal.ts';
import { regions } from './regions.ts';
import { checkPerson, type Person, type PersonCheck, type PersonInput } from './rules/person.ts';
import type { LockedMember, NewMember } from './store/members.ts';

type Details = Omit<NewMember, 'id' | 'number' | 'kind' | 'status'>;

/** Checks a person against the regions in force and today. */
export async function checkPersonHere(scope: Scope, input: PersonInput): Promise<PersonCheck> {
  const { has, isVillage } = await regions();
  return checkPerson(input, { regions: { has }, isVillage, today: scope.today });
}

/** The columns of a checked person for one row: personal ones sealed, the region named. */
export async function personColumns(scope: Scope, memberId: string, checked: PersonCheck): Promise<Details> {
  const { person, warnings } = checked;
  const regionCode = person.address?.villageCode ?? null;
  const { nameOf } = await regions();
  return {
    fullName: person.fullName,
    sex: person.sex,
    birthPlace: person.birthPlace,
    birthDate: person.birthDate,
    nikWarning: warnings.find((warning) => warning.code.startsWith('nik_'))?.pesan ?? null,
    regionCode,
    regionName: regionCode === null ? null : (nameOf(regionCode) ?? null),
    occupation: person.occupation,
    employer: person.employer,
    workUnit: person.workUnit,
    ...sealPerson({ cooperativeId: scope.cooperativeId, memberId }, person),
  };
}

/** The person a locked row tells of, opened. */
export function personOf(scope: Scope, member: LockedMember): Person {
  return {
    fullName: member.fullName,
    birthPlace: member.birthPlace,
    birthDate: member.birthDate,
    sex: member.sex,
    occupation: member.occupation,
    employer: member.employer,
    workUnit: member.workUnit,
    ...openPerson({ cooperativeId: scope.cooperativeId, memberId: member.id }, member),
  };
}
