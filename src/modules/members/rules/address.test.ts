import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressLine, normaliseAddress } from './address.ts';

const isVillage = (code: string) => code === '33.19.01.2001';
const codes = (input: Parameters<typeof normaliseAddress>[0]) =>
  normaliseAddress(input, isVillage).errors.map((error) => `${error.field}:${error.code}`);

test('RT and RW are written with three digits', () => {
  const { address, errors } = normaliseAddress(
    {
      street: ' Jl.  Sunan Kudus 12',
      rt: '4',
      rw: '02',
      villageCode: '33.19.01.2001',
      postalCode: '59311',
      hamlet: 'Krajan',
    },
    isVillage,
  );
  assert.deepEqual(errors, []);
  assert.equal(address.rt, '004');
  assert.equal(addressLine(address), 'Jl. Sunan Kudus 12 RT 004/RW 002, Krajan');
});

test('every RT of one to three digits is taken and stands for its number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), (rt) => {
      const { address } = normaliseAddress({ street: 'Jl. Merdeka 1', rt: String(rt) }, isVillage);
      assert.equal(Number(address.rt), rt);
      assert.equal(address.rt?.length, 3);
    }),
  );
});

test('an address without RT, RW, village and postal code is enough', () => {
  const { address, errors } = normaliseAddress(
    { street: 'Dusun Krajan', rt: '-', rw: '000', villageCode: ' ' },
    isVillage,
  );
  assert.deepEqual(errors, []);
  assert.deepEqual([address.rt, address.rw, address.villageCode], [null, null, null]);
  assert.equal(addressLine(address), 'Dusun Krajan');
});

test('each wrong part is named at its field', () => {
  assert.deepEqual(codes({ street: '' }), ['address.street:address_street']);
  assert.deepEqual(codes({ street: 'x'.repeat(201) }), ['address.street:address_street']);
  assert.deepEqual(codes({ street: 'Jl. A', rt: '1234', rw: 'dua' }), [
    'address.rt:address_rt',
    'address.rw:address_rw',
  ]);
  assert.deepEqual(codes({ street: 'Jl. A', villageCode: '33.19.01.9999' }), ['address.villageCode:address_village']);
  assert.deepEqual(codes({ street: 'Jl. A', postalCode: '0593' }), ['address.postalCode:address_postal_code']);
});
