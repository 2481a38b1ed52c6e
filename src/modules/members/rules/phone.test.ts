import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isMobile, localPhone, normalisePhone } from './phone.ts';

test('the ways a number is written all mean the same E.164 number', () => {
  for (const text of [
    '081234567890',
    '+6281234567890',
    '6281234567890',
    '81234567890',
    '0812-3456-7890',
    '(0812) 3456 7890',
    '+62 812.3456.7890',
  ]) {
    assert.equal(normalisePhone(text), '+6281234567890', text);
  }
});

test('normalising twice changes nothing, and the local form leads back', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^8[0-9]{7,11}$/), (rest) => {
      const e164 = normalisePhone(`0${rest}`);
      assert.equal(e164, `+62${rest}`);
      assert.equal(normalisePhone(e164 ?? ''), e164);
      assert.equal(normalisePhone(localPhone(e164 ?? '')), e164);
    }),
  );
});

test('what is no Indonesian number is refused', () => {
  for (const text of ['', '08', '0812345', '08123456789012', '+6512345678', 'telepon', '0812345678a', '0012345678']) {
    assert.equal(normalisePhone(text), undefined, text);
  }
});

test('a house telephone is kept but is no mobile', () => {
  assert.equal(normalisePhone('(0291) 438123'), '+62291438123');
  assert.equal(isMobile('+62291438123'), false);
  assert.equal(isMobile('+6281234567890'), true);
});
