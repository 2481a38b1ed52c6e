import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskAddress, maskNik, maskPhone } from './masking.ts';

test('a masked NIK keeps its province and sequence only', () => {
  assert.equal(maskNik('3319014101800001'), '33**********0001');
});

test('a masked telephone keeps its kind and last three digits only', () => {
  assert.equal(maskPhone('+6281234567890'), '+628*******890');
});

test('a masked address keeps its region only', () => {
  assert.equal(maskAddress('Demaan, Kota Kudus'), '••••••, Demaan, Kota Kudus');
  assert.equal(maskAddress(null), '••••••');
});

test('no mask ever shows the birth date of a NIK or the middle of a telephone', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{16}$/), fc.stringMatching(/^\+628[0-9]{8,11}$/), (nik, phone) => {
      assert.equal(maskNik(nik).slice(2, 12), '*'.repeat(10));
      assert.equal(maskNik(nik).length, 16);
      assert.equal(maskPhone(phone).length, phone.length);
      assert.match(maskPhone(phone).slice(4, -3), /^\*+$/);
    }),
  );
});
