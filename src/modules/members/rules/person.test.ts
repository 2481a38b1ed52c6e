import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { checkPerson, type PersonInput, requireNoErrors } from './person.ts';

const regions = new Set(['33', '33.19', '33.19.01']);
const known = { regions, isVillage: (code: string) => code === '33.19.01.2001', today: parseDate('2026-11-21') };
const siti: PersonInput = {
  fullName: ' Siti  Aminah',
  nik: '3319 0141 0180 0001',
  birthPlace: 'Kudus',
  birthDate: parseDate('1980-01-01'),
  sex: 'female',
  phone: '0812-3456-7890',
  address: { street: 'Jl. Sunan Kudus 12', rt: '4' },
  occupation: 'Pedagang',
  employer: null,
  workUnit: null,
};

test('a person in order passes without a word', () => {
  const { person, errors, warnings } = checkPerson(siti, known);
  assert.deepEqual([errors, warnings], [[], []]);
  assert.equal(person.fullName, 'Siti Aminah');
  assert.equal(person.nik, '3319014101800001');
  assert.equal(person.phone, '+6281234567890');
  assert.equal(person.address?.rt, '004');
});

test('everything that is wrong is said at once, each at its field', () => {
  const wrong = {
    ...siti,
    fullName: '123',
    nik: '33',
    phone: '08',
    address: { street: '' },
    birthDate: parseDate('2027-01-01'),
  };
  const { errors } = checkPerson(wrong, known);
  assert.deepEqual(
    errors.map((error) => `${error.field}:${error.code}`),
    [
      'fullName:name_format',
      'nik:nik_format',
      'phone:phone_format',
      'address.street:address_street',
      'birthDate:birth_date_range',
    ],
  );
  assert.throws(() => requireNoErrors(errors), { code: 'invalid', reason: 'input_invalid' });
  requireNoErrors([]);
});

test('a birth date more than 120 years ago is a slip of the pen', () => {
  const old = checkPerson({ ...siti, nik: null, birthDate: parseDate('1901-01-01') }, known);
  assert.deepEqual(
    old.errors.map((error) => error.code),
    ['birth_date_range'],
  );
});

test('somebody under 18 is not refused, but staff are told', () => {
  const young = checkPerson({ ...siti, nik: '3319014101100001', birthDate: parseDate('2010-01-01') }, known);
  assert.deepEqual(young.errors, []);
  assert.deepEqual(
    young.warnings.map((warning) => warning.code),
    ['under_age'],
  );
});

test('what an old book does not know is left unknown', () => {
  const bare = { ...siti, nik: null, birthDate: null, sex: null, phone: null, address: null, birthPlace: null };
  const { person, errors } = checkPerson(bare, known);
  assert.deepEqual(errors, []);
  assert.deepEqual([person.nik, person.phone, person.address], [null, null, null]);
});
