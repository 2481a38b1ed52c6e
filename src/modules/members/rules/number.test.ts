import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from '#kernel/dates';
import { checkNumberFormat, DEFAULT_NUMBER_FORMAT, formatMemberNumber, normaliseMemberNumber } from './number.ts';

const day = parseDate('2026-03-09');

test('a number is written by the format of the cooperative', () => {
  assert.equal(formatMemberNumber(DEFAULT_NUMBER_FORMAT, 42, day), '00042');
  assert.equal(formatMemberNumber('A-{YY}{SEQ:4}', 42, day), 'A-260042');
  assert.equal(formatMemberNumber('{YYYY}/{MM}/{SEQ:3}', 12_345, day), '2026/03/12345');
});

test('two members never get one number from one format', () => {
  const sequence = fc.integer({ min: 1, max: 10_000_000 });
  fc.assert(
    fc.property(sequence, sequence, (one, other) => {
      const same = formatMemberNumber('K{YY}.{SEQ:4}', one, day) === formatMemberNumber('K{YY}.{SEQ:4}', other, day);
      assert.equal(same, one === other);
    }),
  );
});

test('a format without exactly one sequence, or with strange signs, is refused', () => {
  for (const format of [
    '',
    'A',
    '{YYYY}',
    '{SEQ:5}{SEQ:5}',
    '={SEQ:5}',
    '{SEQ:0}',
    '{SEQ:5} a',
    `{SEQ:5}${'x'.repeat(40)}`,
  ]) {
    assert.throws(() => checkNumberFormat(format), /number_format/, format);
  }
  checkNumberFormat(DEFAULT_NUMBER_FORMAT);
});

test('a sequence of zero is a bug, not a number', () => {
  assert.throws(() => formatMemberNumber(DEFAULT_NUMBER_FORMAT, 0, day), /assertion/);
});

test('numbers of older books are kept as they are, tidied', () => {
  assert.equal(normaliseMemberNumber(' a-001 / 2019 '), 'A-001/2019');
  for (const text of ['', '=1+1', 'nomor#1', 'x'.repeat(31)]) assert.equal(normaliseMemberNumber(text), undefined);
});
