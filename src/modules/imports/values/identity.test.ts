import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalText, type ReadCell } from '#documents';
import { readGender, readNik, readPhone } from './identity.ts';

const text = (value: string): ReadCell => ({ kind: 'text', text: value });
const number = (value: number): ReadCell => ({ kind: 'number', text: decimalText(value) });

test('a NIK kept as a number has lost digits, a telephone kept as a number its zero', () => {
  assert.deepEqual(readNik(text(' 3319 0112 3456 7890 ')), { value: '3319011234567890', notes: [] });
  assert.deepEqual(readNik(number(3319011234567890)).notes, ['nik_digits_lost']);
  assert.deepEqual(readNik(text('33190112345678')).notes, ['nik_length']);
  assert.deepEqual(readPhone(number(81234567890)), { value: '081234567890', notes: ['phone_zero_added'] });
  assert.deepEqual(readPhone(text('+62 812-3456-7890')), { value: '081234567890', notes: [] });
  assert.deepEqual(readPhone(text('TLP')), { value: '', notes: ['phone_unreadable'] });
});

test('L and P, pria and wanita, are read as they are meant', () => {
  assert.equal(readGender(text('L')), 'male');
  assert.equal(readGender(text('perempuan ')), 'female');
  assert.equal(readGender(text('Wanita')), 'female');
  assert.equal(readGender(text('x')), undefined);
});
