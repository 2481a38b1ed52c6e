import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carried, partInput, STEPS, stepOf } from './steps.ts';

test('a form without a step, or with a strange one, is the first', () => {
  assert.deepEqual(
    ['', '1', '2', '3', '4', 'x'].map((step) => stepOf({ _step: step })),
    [1, 1, 2, 3, 1, 1],
  );
});

test('what other steps asked is carried along, what this step asks is not', () => {
  const values = { fullName: 'Siti', nik: '33', street: 'Jl. A', rt: '', consent: 'yes', _key: 'k' };
  assert.deepEqual(carried(1, values), [
    ['street', 'Jl. A'],
    ['consent', 'yes'],
  ]);
  assert.deepEqual(carried(3, values), [
    ['fullName', 'Siti'],
    ['nik', '33'],
    ['street', 'Jl. A'],
  ]);
});

test('no field is asked in two steps', () => {
  const names = STEPS.flatMap(({ fields }): readonly string[] => fields);
  assert.equal(new Set(names).size, names.length);
});

test('a part of the input holds only its own fields', () => {
  assert.deepEqual(partInput('work', { occupation: 'Guru', nik: '33' }), {
    occupation: 'Guru',
    employer: undefined,
    workUnit: undefined,
  });
});
