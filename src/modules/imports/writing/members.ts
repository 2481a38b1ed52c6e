import type { BusinessDate } from '#kernel/dates';
import type { Scope } from '#kernel/scope';
import { type ImportedMember, registerImported } from '#members';
import type { MemberFacts, PlanRow } from '../plan/types.ts';
import { membersByKey } from '../queries.ts';
import type { WriteRefusal } from '../report.ts';
import { insertMemberKeys } from '../store.ts';

/** Which member each key of the file is, and the rows whose member could not be registered. */
export type ResolvedMembers = {
  readonly byKey: ReadonlyMap<string, string>;
  readonly added: number;
  readonly refusals: readonly WriteRefusal[];
};

/** A name is what a register cannot do without; a list of numbers and balances has none. */
const NO_NAME = 'Tanpa Nama';

/** Finds or registers the member of every row, in few statements. `since`: joined on, where the file does not say. */
export async function resolveMembers(
  scope: Scope,
  rows: readonly PlanRow[],
  since: BusinessDate,
): Promise<ResolvedMembers> {
  const wanted = new Map<string, { facts: MemberFacts; lines: number[] }>();
  for (const row of rows) {
    if (!row.member) continue;
    const entry = wanted.get(row.member.key);
    if (entry) entry.lines.push(row.line);
    else wanted.set(row.member.key, { facts: row.member, lines: [row.line] });
  }
  const byKey = await membersByKey(scope, [...wanted.keys()]);
  const missing = [...wanted.values()].filter(({ facts }) => !byKey.has(facts.key));
  const outcomes = await register(
    scope,
    missing.map(({ facts }) => importedMember(facts, since)),
  );
  const refusals: WriteRefusal[] = [];
  const found = new Map<string, string>();
  let added = 0;
  for (const [index, { facts, lines }] of missing.entries()) {
    const outcome = outcomes[index];
    if (!outcome) continue;
    if (outcome.outcome === 'refused') {
      refusals.push(...lines.map((line) => ({ line, reason: outcome.reason, pesan: outcome.pesan })));
      continue;
    }
    if (outcome.outcome === 'added') added += 1;
    found.set(facts.key, outcome.id);
  }
  if (found.size > 0) await insertMemberKeys(scope, found);
  return { byKey: new Map([...byKey, ...found]), added, refusals };
}

/** A detail that is wrong in the file (a NIK of lost digits, a telephone) is left out; it does not cost the member a place. */
async function register(scope: Scope, members: readonly ImportedMember[]) {
  if (members.length === 0) return [];
  const outcomes = await registerImported(scope, members);
  const again = outcomes.flatMap((outcome, index) => {
    const member = members[index];
    if (outcome.outcome !== 'refused' || !member) return [];
    // Numbers are one each in the list sent, so what stands twice is a NIK.
    const plain =
      outcome.reason === 'twice_in_file' && member.person.nik !== null
        ? { ...member, person: { ...member.person, nik: null } }
        : withoutDetails(
            member,
            outcome.fields.map((field) => field.field.split('.').at(-1) ?? ''),
          );
    return plain ? [{ index, plain }] : [];
  });
  if (again.length === 0) return outcomes;
  const second = await registerImported(
    scope,
    again.map(({ plain }) => plain),
  );
  const merged = [...outcomes];
  for (const [at, { index }] of again.entries()) {
    const outcome = second[at];
    if (outcome) merged[index] = outcome;
  }
  return merged;
}

function withoutDetails(member: ImportedMember, fields: readonly string[]): ImportedMember | undefined {
  if (fields.some((field) => ['number', 'joinedOn', 'fullName'].includes(field))) return undefined;
  const { person } = member;
  const has = (...names: string[]) => fields.length === 0 || fields.some((field) => names.includes(field));
  return {
    ...member,
    person: {
      ...person,
      nik: has('nik', 'sex', 'birthDate') ? null : person.nik,
      birthDate: has('birthDate') ? null : person.birthDate,
      phone: has('phone') ? null : person.phone,
      address: has('street', 'rt', 'rw', 'villageCode', 'postalCode', 'address') ? null : person.address,
      birthPlace: has('birthPlace') ? null : person.birthPlace,
      occupation: has('occupation') ? null : person.occupation,
      employer: has('employer') ? null : person.employer,
      workUnit: has('workUnit') ? null : person.workUnit,
    },
  };
}

function importedMember(facts: MemberFacts, since: BusinessDate): ImportedMember {
  const text = (value: string, max: number) => (value === '' ? null : value.slice(0, max));
  return {
    number: numberOf(facts.number),
    person: {
      fullName: nameOf(facts.name),
      nik: facts.nik === '' ? null : facts.nik,
      birthPlace: text(facts.birthPlace, 60),
      birthDate: facts.birthDate === '' ? null : facts.birthDate,
      sex: facts.gender === '' ? null : facts.gender,
      phone: facts.phone === '' ? null : facts.phone,
      address: facts.address.length < 3 ? null : { street: facts.address.slice(0, 200) },
      occupation: text(facts.occupation, 80),
      employer: text(facts.workplace, 80),
      workUnit: text(facts.group, 80),
    },
    joinedOn: facts.joinedOn === '' ? since : facts.joinedOn,
    exitedOn: null,
    exitKind: null,
  };
}

/** A number that the register cannot keep becomes a new one; the file's own key still finds the member. */
function numberOf(number: string): string | null {
  return /^[A-Za-z0-9][A-Za-z0-9./-]{0,29}$/.test(number.replace(/\s+/g, '')) ? number : null;
}

/** Digits and signs that no name has, such as a row number typed before it, go. */
function nameOf(name: string): string {
  const tidy = name
    .replace(/[^\p{L}\p{M} .,'’()/-]/gu, ' ')
    .replace(/^[^\p{L}]+/u, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  return tidy.length >= 2 ? tidy : NO_NAME;
}
