import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#kernel/errors';
import { readOffice, securityOf } from './office-form.ts';

test('guarantors that were left empty are left out, and numbers are written large', () => {
  const values = { guarantor1: 'a00002', guarantor2: '', guarantor3: 'A00003' };
  assert.deepEqual(securityOf(values, 'id'), { guarantors: ['A00002', 'A00003'], collateral: [] });
});

test('collateral counts once it is described or valued, and then all of it is asked', () => {
  const described = securityOf({ kind: 'gold', description: 'Gelang 10 gram', value: '9jt' }, 'id');
  assert.deepEqual(described.collateral, [{ kind: 'gold', description: 'Gelang 10 gram', value: '9000000.00' }]);
  assert.throws(
    () => securityOf({ kind: 'gold', description: 'Gelang 10 gram', value: '' }, 'id'),
    (error: DomainError) => error.fields[0]?.field === 'value',
  );
});

test('a form of the office becomes the input of the command; all amounts at fault are told at once', () => {
  const values = {
    memberId: 'm',
    productId: 'p',
    amount: '5jt',
    tenor: '12',
    purpose: 'business',
    papersSeen: 'ktp,kk',
  };
  const read = readOffice(values, 'id');
  assert.deepEqual([read['amount'], read['papersSeen'], read['dependants']], ['5000000.00', ['ktp', 'kk'], 0]);
  assert.ok(!('income' in read), 'what was left empty is left to the command');
  assert.throws(
    () => readOffice({ ...values, amount: 'banyak', income: 'cukup' }, 'id'),
    (error: unknown) =>
      error instanceof DomainError && error.fields.map(({ field }) => field).join() === 'amount,income',
  );
});
