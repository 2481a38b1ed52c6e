import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { checkPersonForm } from './form-check.ts';
import { applicant } from './members.fixture.ts';

const today = parseDate('2026-11-20');
const codes = async (part: Parameters<typeof checkPersonForm>[0], raw: Record<string, unknown>) =>
  (await checkPersonForm(part, raw, today)).map((error) => `${error.field}:${error.code}`);

test('each part of a form is checked by itself', async () => {
  const { fullName, nik, birthPlace, birthDate, sex, phone, address, occupation } = applicant(1);
  assert.deepEqual(await codes('identity', { fullName, nik, birthPlace, birthDate, sex }), []);
  assert.deepEqual(await codes('contact', { phone, address }), []);
  assert.deepEqual(await codes('work', { occupation }), []);
  assert.deepEqual(await codes('all', applicant(1)), []);
});

test('what is wrong or missing in a part is named at its field', async () => {
  const { fullName, birthPlace, birthDate, sex } = applicant(1);
  assert.deepEqual(await codes('identity', { fullName, nik: '33', birthPlace, birthDate, sex }), ['nik:nik_format']);
  assert.deepEqual(await codes('identity', { fullName, birthPlace, sex }), ['nik:required', 'birthDate:required']);
  assert.deepEqual(await codes('contact', { phone: '08', address: { street: 'x' } }), [
    'phone:phone_format',
    'address.street:address_street',
  ]);
});

test('heirs are checked with the whole form', async () => {
  const heirs = [{ fullName: 'Budi', relationship: 'spouse', sharePercent: '60' }];
  assert.deepEqual(await codes('all', { ...applicant(1), heirs }), ['heirs:heir_shares']);
  const nameless = { ...applicant(1), nik: '33', heirs: [{ fullName: 'Budi', relationship: '' }] };
  assert.deepEqual(await codes('all', nameless), ['nik:nik_format', 'heirs.0.relationship:invalid_value']);
});

test('a blank field does not hide what is wrong with the others', async () => {
  const { fullName, sex } = applicant(1);
  assert.deepEqual(await codes('identity', { fullName, birthPlace: '', sex, nik: '33', birthDate: '' }), [
    'birthPlace:too_small',
    'birthDate:date_format',
    'nik:nik_format',
  ]);
});
