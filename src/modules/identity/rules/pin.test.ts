import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromEpochDay, parseDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { birthDatePins, checkNewPin } from './pin.ts';

const around = { birthDate: parseDate('1968-04-21'), phone: '+6281234560987' };

function reasonOf(pin: string): string {
  try {
    checkNewPin(pin, around);
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof DomainError);
    return error.reason;
  }
}

const CASES: readonly [pin: string, answer: string][] = [
  ['', 'pin_format'],
  ['12345', 'pin_format'],
  ['1234567', 'pin_format'],
  ['12a456', 'pin_format'],
  ['１２３４５６', 'pin_format'],
  ['000000', 'pin_trivial'],
  ['123456', 'pin_trivial'],
  ['654321', 'pin_trivial'],
  ['789012', 'pin_trivial'],
  ['210987', 'pin_trivial'],
  ['121212', 'pin_trivial'],
  ['123123', 'pin_trivial'],
  ['111112', 'pin_trivial'],
  ['211111', 'pin_trivial'],
  ['112233', 'pin_trivial'],
  ['332211', 'pin_trivial'],
  ['210468', 'pin_birth_date'],
  ['042168', 'pin_birth_date'],
  ['680421', 'pin_birth_date'],
  ['041968', 'pin_birth_date'],
  ['196804', 'pin_birth_date'],
  ['211968', 'pin_birth_date'],
  ['560987', 'pin_phone'],
  ['738105', 'accepted'],
  ['112244', 'accepted'],
];

for (const [pin, answer] of CASES) {
  test(`the new PIN ${JSON.stringify(pin)} is answered ${answer}`, () => assert.equal(reasonOf(pin), answer));
}

test('a PIN is judged without birth date and phone when they are not known', () => {
  assert.doesNotThrow(() => checkNewPin('210468', {}));
  assert.doesNotThrow(() => checkNewPin('560987', { birthDate: undefined, phone: undefined }));
});

test('every writing of a birth date has six digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: -25_000, max: 20_000 }), (day) => {
      for (const pin of birthDatePins(fromEpochDay(day))) assert.match(pin, /^\d{6}$/);
    }),
  );
});

test('most PINs are allowed, so that refusing costs little', () => {
  let refused = 0;
  for (let number = 0; number < 1_000_000; number += 9) {
    try {
      checkNewPin(String(number).padStart(6, '0'), around);
    } catch {
      refused += 1;
    }
  }
  assert.ok(refused < 500, `refused ${refused} of 111,112`);
});
