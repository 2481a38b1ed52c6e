import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DomainError } from '#kernel/errors';
import { checkNewPassword } from './password.ts';

const around = { names: ['Siti Nurhaliza', 'siti.n', 'KSP Mekar Jaya'] };

function reasonOf(password: string): string {
  try {
    checkNewPassword(password, around);
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof DomainError);
    assert.equal(error.fields[0]?.field, 'password');
    return error.reason;
  }
}

const CASES: readonly [password: string, answer: string][] = [
  ['', 'password_too_short'],
  ['pendek1', 'password_too_short'],
  ['x'.repeat(129), 'password_too_long'],
  ['passwordpassword', 'password_common'],
  ['Password123', 'password_common'],
  ['p4ssw0rd2026!', 'password_common'],
  ['Koperasi2026', 'password_common'],
  ['bismillah786', 'password_common'],
  ['rahasia12345', 'password_common'],
  ['1234567890', 'password_common'],
  ['aaaaaaaaaaaa', 'password_common'],
  ['abababababab', 'password_common'],
  ['qwertyuiop', 'password_common'],
  ['poiuytrewq', 'password_common'],
  ['01012026-!!', 'password_common'],
  ['Nurhaliza12', 'password_personal'],
  ['MekarJaya99', 'password_personal'],
  ['sitinurhaliza', 'password_personal'],
  ['perahu kuning di sawah', 'accepted'],
  ['sokoguru-demo', 'accepted'],
  ['tjX9#vQ2mLp0', 'accepted'],
  ['gunung lawu pagi', 'accepted'],
];

for (const [password, answer] of CASES) {
  test(`the new password ${JSON.stringify(password.slice(0, 24))} is answered ${answer}`, () => {
    assert.equal(reasonOf(password), answer);
  });
}

test('digits and signs around a common word do not make it a good password', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9!#?.-]{5,12}$/), (decoration) => {
      assert.equal(reasonOf(`rahasia${decoration}`), 'password_common');
      assert.equal(reasonOf(`${decoration}rahasia`), 'password_common');
    }),
    { numRuns: 50 },
  );
});

test('a password of 128 letters is accepted and one more is not', () => {
  const long = 'perahu kuning di sawah hijau '.repeat(5).slice(0, 128);
  assert.equal(reasonOf(long), 'accepted');
  assert.equal(reasonOf(`${long}x`), 'password_too_long');
});
