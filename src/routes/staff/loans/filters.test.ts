import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '#kernel/context';
import { listParams, officerOf } from './filters.ts';

const context = { actor: { personId: 'saya' } } as Context;

test('an address narrows a list by what is filled in, and "me" is whoever looks', () => {
  const params = new URLSearchParams('state=overdue&q=+siti+&officerId=me&productId=&other=1');
  assert.deepEqual(listParams(params, context), { state: 'overdue', q: 'siti', officerId: 'saya' });
});

test('the officer of an address is oneself, somebody, or nobody in particular', () => {
  const officers = ['officerId=me', 'officerId=x', 'officerId=none', ''].map((text) =>
    officerOf(new URLSearchParams(text), context),
  );
  assert.deepEqual(officers, ['saya', 'x', undefined, undefined]);
});
