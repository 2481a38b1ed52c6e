import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#kernel/errors';
import { maskPhone, normaliseEmail, normalisePhone, normaliseUsername, tryPhone } from './names.ts';

function reasonOf(run: () => unknown): string {
  try {
    run();
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof DomainError);
    return error.reason;
  }
}

test('a phone number is the same however it is written', () => {
  for (const text of ['081234567890', '+62 812-3456-7890', '6281234567890', '(0812) 3456 7890', '81234567890']) {
    assert.equal(normalisePhone(text), '+6281234567890', text);
  }
});

test('what is no Indonesian mobile number is refused', () => {
  for (const text of ['', '0271123456', '0812', '+1 202 555 0100', '08123abc4567', '08123456789012345']) {
    assert.equal(
      reasonOf(() => normalisePhone(text)),
      'phone_format',
      text,
    );
    assert.equal(tryPhone(text), undefined);
  }
});

test('a username is small letters and begins with a letter', () => {
  assert.equal(normaliseUsername('  Teller2 '), 'teller2');
  for (const text of ['', 'ab', '2teller', 'siti nur', 'siti@kop', 'x'.repeat(41)]) {
    assert.equal(
      reasonOf(() => normaliseUsername(text)),
      'username_format',
      text,
    );
  }
});

test('a mail address needs a name, an at and a domain', () => {
  assert.equal(normaliseEmail(' Siti@Contoh.ID '), 'siti@contoh.id');
  for (const text of ['', 'siti', 'siti@', '@contoh.id', 'siti@contoh', 'a b@contoh.id']) {
    assert.equal(
      reasonOf(() => normaliseEmail(text)),
      'email_format',
      text,
    );
  }
});

test('a shown phone number keeps its middle to itself', () => {
  assert.equal(maskPhone('+6281234567890'), '+62812****890');
  assert.equal(maskPhone('+62'), '****');
});
