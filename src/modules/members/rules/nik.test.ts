import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromEpochDay, parseDate, parts } from '#kernel/dates';
import { birthDateOfNik, checkNik, normaliseNik, readNik } from './nik.ts';

const regions = new Set(['33', '33.19', '33.19.01', '91']);
const today = parseDate('2026-11-21');
const woman = { birthDate: parseDate('1980-01-01'), sex: 'female' as const };
const codes = (nik: string, said: Parameters<typeof checkNik>[1] = woman) => {
  const check = checkNik(nik, said, regions);
  return { errors: check.errors.map((error) => error.code), warnings: check.warnings.map((warning) => warning.code) };
};

const person = fc.record({
  day: fc.integer({ min: -20_000, max: 20_700 }).map(fromEpochDay),
  sex: fc.constantFrom('male' as const, 'female' as const),
  sequence: fc.integer({ min: 1, max: 9999 }),
});

function nikOf(of: { day: ReturnType<typeof fromEpochDay>; sex: 'male' | 'female'; sequence: number }): string {
  const { year, month, day } = parts(of.day);
  const two = (value: number) => String(value).padStart(2, '0');
  const shown = of.sex === 'female' ? day + 40 : day;
  return `331901${two(shown)}${two(month)}${two(year % 100)}${String(of.sequence).padStart(4, '0')}`;
}

test('every person agrees with the NIK made from their own birth date and sex', () => {
  fc.assert(
    fc.property(person, (of) => {
      assert.deepEqual(checkNik(nikOf(of), { birthDate: of.day, sex: of.sex }, regions), { errors: [], warnings: [] });
      assert.equal(birthDateOfNik(nikOf(of), today)?.slice(5), of.day.slice(5));
    }),
  );
});

test('a person does not agree with the NIK of somebody born another day or of the other sex', () => {
  fc.assert(
    fc.property(person, fc.integer({ min: 1, max: 3000 }), (of, later) => {
      const other = fromEpochDay(Date.parse(of.day) / 86_400_000 + later);
      assert.deepEqual(codes(nikOf(of), { birthDate: other, sex: of.sex }).errors, ['nik_birth_date']);
      const wrong = of.sex === 'male' ? ('female' as const) : ('male' as const);
      assert.deepEqual(codes(nikOf(of), { birthDate: of.day, sex: wrong }).errors, ['nik_sex']);
    }),
  );
});

test('a NIK has sixteen digits, spaces and dots aside', () => {
  assert.equal(normaliseNik('3319 0141.0180-0001'), '3319014101800001');
  for (const nik of ['', '331901410180000', '33190141018000011', '33190141O1800001']) {
    assert.deepEqual(codes(nik).errors, ['nik_format']);
  }
});

test('a NIK with an impossible day, month or sequence is refused', () => {
  for (const nik of [
    '3319010001800001',
    '3319017201800001',
    '3319014113800001',
    '3319013002800001',
    '3319014101800000',
  ]) {
    assert.deepEqual(codes(nik).errors, ['nik_impossible'], nik);
    assert.equal(readNik(nik), undefined);
  }
});

test('29 February counts when one of the two possible years is a leap year', () => {
  assert.equal(readNik('3319012902000001')?.day, 29);
  assert.equal(readNik('3319012902010001'), undefined);
  assert.equal(birthDateOfNik('3319012902000001', today), '2000-02-29');
});

test('a province that never was is refused, a district that no longer is only warns', () => {
  assert.deepEqual(codes('9919014101800001').errors, ['nik_region']);
  assert.deepEqual(codes('3319994101800001'), { errors: [], warnings: ['nik_former_region'] });
  assert.deepEqual(codes('5401014101800001'), { errors: [], warnings: ['nik_former_region'] });
});

test('what is unknown in an old list is not held against the NIK', () => {
  assert.deepEqual(codes('3319014101800001', { birthDate: null, sex: null }), { errors: [], warnings: [] });
});

test('the century of a birth date is the latest one that has already come', () => {
  assert.equal(birthDateOfNik('3319014101260001', today), '2026-01-01');
  assert.equal(birthDateOfNik('3319014112260001', today), '1926-12-01');
  assert.equal(birthDateOfNik('bukan', today), undefined);
});
