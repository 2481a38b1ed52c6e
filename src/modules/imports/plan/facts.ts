import { createHash } from 'node:crypto';
import type { Field } from '../layout/fields.ts';
import type { Mapping } from '../layout/mapping.ts';
import { readCode, readGender, readName, readNik, readPhone } from '../values/identity.ts';
import { type Issue, issue } from './issues.ts';
import { cellOf, type ReadRow } from './read-rows.ts';
import type { Item, KeyedItem, MemberFacts } from './types.ts';

/** What a row says of its member, and what was odd about it. A key that is empty means the row names nobody. */
export function memberFactsOf(row: ReadRow, mapping: Mapping): { facts: MemberFacts; issues: Issue[] } {
  const code = (field: Field) => readCode(cellOf(row, mapping, field));
  const issues: Issue[] = [];
  const nik = readNik(cellOf(row, mapping, 'nik'));
  const phone = readPhone(cellOf(row, mapping, 'phone'));
  const gender = readGender(cellOf(row, mapping, 'gender'));
  issues.push(...nik.notes.map((note) => issue(note, 'nik', nik.value)));
  issues.push(...phone.notes.map((note) => issue(note, 'phone', code('phone'))));
  if (code('gender') !== '' && gender === undefined) issues.push(issue('gender_unreadable', 'gender', code('gender')));
  // Forms of workplaces write the employee's number under "NIK": it has other than sixteen digits.
  const nikIsEmployeeNumber = nik.value !== '' && nik.value.length < 13 && code('employeeNo') === '';
  const name = readName(cellOf(row, mapping, 'name'));
  const number = code('memberNo') || numberInAccount(code('accountNo'));
  const employeeNumber = nikIsEmployeeNumber ? nik.value : code('employeeNo');
  const facts: MemberFacts = {
    key: keyOf([number, employeeNumber, nikIsEmployeeNumber ? '' : nik.value, name, code('accountNo'), code('loanNo')]),
    number,
    name,
    nik: nikIsEmployeeNumber ? '' : nik.value,
    employeeNumber,
    phone: phone.value,
    email: code('email'),
    birthPlace: code('birthPlace'),
    birthDate: row.dates.get('birthDate') ?? '',
    gender: gender ?? '',
    address: [code('address'), code('village'), code('district'), code('city')]
      .filter((part) => /\p{L}/u.test(part))
      .join(', '),
    occupation: code('occupation'),
    workplace: code('workplace'),
    motherName: code('motherName'),
    joinedOn: row.dates.get('joinDate') ?? '',
    group: code('group') || row.row.group,
  };
  return { facts, issues };
}

/** An item with its key and fingerprint. The key never depends on the amount, so that a changed amount is seen as a change. */
export function keyed(item: Item, keyParts: readonly string[], content: readonly string[]): KeyedItem {
  return {
    key: digest(keyParts),
    fingerprint: digest(content),
    item,
  };
}

function digest(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('base64url').slice(0, 32);
}

/** `SP.0001` and `SW.0001` are two savings of the member 0001. */
function numberInAccount(account: string): string {
  return /^(?:sp|sw|ss)[.\-\s]?(\d+)$/i.exec(account)?.[1] ?? '';
}

function keyOf(candidates: readonly string[]): string {
  return (candidates.find((candidate) => candidate !== '') ?? '').toLowerCase().replace(/\s+/g, ' ');
}
