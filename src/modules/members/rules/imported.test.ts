import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from '#kernel/dates';
import { type ImportedMember, judgeImport, type KnownIdentities } from './imported.ts';

const today = parseDate('2026-11-21');
const nobody: KnownIdentities = { byNumber: new Map(), byNikIndex: new Map() };
const person = {
  fullName: 'Siti',
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
const checked = { person, errors: [], warnings: [] };

function row(number: string | null, overrides: Partial<ImportedMember> = {}): ImportedMember {
  return { number, person, joinedOn: parseDate('2020-01-01'), exitedOn: null, exitKind: null, ...overrides };
}

function judge(rows: ImportedMember[], indexes: (string | null)[] = [], known = nobody): string[] {
  const facts = { checked: rows.map(() => checked), indexes, known, today };
  return judgeImport(rows, facts).map((verdict) => (verdict.outcome === 'refused' ? verdict.reason : verdict.outcome));
}

test('no number and no NIK is ever taken in twice, whatever the file holds', () => {
  const numbers = fc.array(fc.option(fc.constantFrom('1', '2', '3')), { maxLength: 12 });
  const indexes = fc.array(fc.option(fc.constantFrom('a', 'b', 'c')), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(numbers, indexes, (given, niks) => {
      const verdicts = judge(
        given.map((number) => row(number)),
        niks,
      );
      const added = verdicts.flatMap((verdict, index) => (verdict === 'add' ? [index] : []));
      for (const marks of [given, niks]) {
        const taken = added.map((index) => marks[index]).filter((mark) => mark !== null && mark !== undefined);
        assert.equal(new Set(taken).size, taken.length);
      }
    }),
  );
});

test('a known number or a known NIK is the member who is there, both of different members is a conflict', () => {
  const one = { id: 'one', number: '1' };
  const two = { id: 'two', number: '2' };
  const known = { byNumber: new Map([['1', one]]), byNikIndex: new Map([['b', two]]) };
  assert.deepEqual(judge([row('1')], [null], known), ['existing']);
  assert.deepEqual(judge([row(null)], ['b'], known), ['existing']);
  assert.deepEqual(judge([row('1')], ['b'], known), ['identity_conflict']);
});

test('dates run from joining to leaving and not beyond today', () => {
  const day = parseDate('2020-06-01');
  assert.deepEqual(judge([row('1', { exitedOn: day })]), ['add']);
  assert.deepEqual(judge([row('1', { joinedOn: today, exitedOn: day })]), ['exit_date']);
  assert.deepEqual(judge([row('1', { exitedOn: parseDate('2027-01-01') })]), ['exit_date']);
  assert.deepEqual(judge([row('1', { joinedOn: parseDate('2027-01-01') })]), ['joined_date']);
});

test('a number that cannot be written is refused before anything else is looked up', () => {
  assert.deepEqual(judge([row('=1+1')]), ['number_format']);
});
