import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { DomainError } from '#kernel/errors';
import { checkDigit, hasValidCheckDigit } from './check-digit.ts';
import {
  encodeCode,
  formatCheckCode,
  formatReceiptNumber,
  parseCheckCode,
  parseReceiptNumber,
} from './receipt-rules.ts';

const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 18 });
const code = fc.stringMatching(/^[A-Z0-9]{2,6}$/);
const receiptNumber = fc.record(
  { issuer: code, series: code, running: fc.bigInt({ min: 1n, max: 99_999_999n }) },
  { noNullPrototype: true },
);

test('the published Damm example 572 has the check digit 4', () => {
  assert.equal(checkDigit('572'), '4');
  assert.ok(hasValidCheckDigit('5724'));
});

test('every single wrong digit is caught', () => {
  fc.assert(
    fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
      const text = number.join('') + checkDigit(number.join(''));
      const at = place % text.length;
      const wrong = text.slice(0, at) + ((Number(text[at]) + shift) % 10) + text.slice(at + 1);
      return !hasValidCheckDigit(wrong);
    }),
    { numRuns: 2000 },
  );
});

test('every swap of two different neighbouring digits is caught', () => {
  fc.assert(
    fc.property(digits, fc.nat(), (number, place) => {
      const text = number.join('') + checkDigit(number.join(''));
      const at = place % (text.length - 1);
      if (text[at] === text[at + 1]) return true;
      return !hasValidCheckDigit(`${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`);
    }),
    { numRuns: 2000 },
  );
});

test('a wrong digit inside a whole receipt number is caught wherever it stands', () => {
  fc.assert(
    fc.property(receiptNumber, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
      const text = formatReceiptNumber(number);
      const places = [...text].flatMap((letter, at) => (/\d/.test(letter) ? [at] : []));
      const at = places[place % places.length] ?? 0;
      const wrong = text.slice(0, at) + ((Number(text[at]) + shift) % 10) + text.slice(at + 1);
      return !hasValidCheckDigit(wrong);
    }),
  );
});

test('a receipt number is written with its cooperative, counter, running number and check digit', () => {
  const text = formatReceiptNumber({ issuer: 'MJ', series: 'KDS1', running: 123n });
  assert.match(text, /^MJ-KDS1-000123-\d$/);
});

test('a receipt number is read back however a person types it', () => {
  fc.assert(
    fc.property(receiptNumber, (number) => {
      const typed = ` ${formatReceiptNumber(number).toLowerCase().replaceAll('-', ' ')}`;
      assert.deepEqual(parseReceiptNumber(typed), number);
    }),
  );
});

test('a mistyped receipt number says so, and a text of another shape says how one looks', () => {
  const right = formatReceiptNumber({ issuer: 'MJ', series: 'KDS1', running: 123n });
  const wrong = right.replace('000123', '000132');
  assert.throws(() => parseReceiptNumber(wrong), reason('receipt_number_check'));
  for (const text of ['', 'halo', 'MJ-000123-7', '-1']) {
    assert.throws(() => parseReceiptNumber(text), reason('receipt_number_format'));
  }
});

test('a check code survives being copied by hand in small letters with dashes, O for 0 and L for 1', () => {
  const secret = encodeCode(randomBytes(16));
  const code = formatCheckCode({ issuer: 'MJ', secret });
  assert.deepEqual(parseCheckCode(code), { issuer: 'MJ', secret });
  const spread = (secret.toLowerCase().match(/.{1,4}/g) ?? []).join('-').replaceAll('0', 'o').replaceAll('1', 'l');
  assert.deepEqual(parseCheckCode(` mj ${spread}`), { issuer: 'MJ', secret });
});

test('what is no check code is told apart before any look-up', () => {
  for (const text of [
    '',
    'abc',
    `MJ-${'U'.repeat(26)}`,
    '0'.repeat(26),
    `TOOLONG-${'0'.repeat(26)}`,
    "MJ-' or 1=1 --",
  ]) {
    assert.equal(parseCheckCode(text), undefined);
  }
});

test('128 random bits keep every bit in the code', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      (a, b) => {
        const same = Buffer.from(a).equals(Buffer.from(b));
        return (encodeCode(a) === encodeCode(b)) === same;
      },
    ),
  );
});

function reason(expected: string) {
  return (error: unknown) => error instanceof DomainError && error.reason === expected;
}
