import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offeredChannels, sourceFrom } from './paying.ts';

test('a desk offers its till only while it is open, and a saving only where one can pay', () => {
  assert.deepEqual(offeredChannels({ till: false, savings: 0, banks: 0 }), ['cash', 'collector']);
  assert.deepEqual(offeredChannels({ till: true, savings: 1, banks: 2 }), [
    'till',
    'cash',
    'savings',
    'transfer',
    'collector',
  ]);
});

test('a bank or a saving is named only where the money comes from one', () => {
  const typed = { channel: 'transfer', bank: 'b', saving: 's', note: '' };
  assert.deepEqual(sourceFrom(typed), { channel: 'transfer', cashAccountId: 'b' });
  assert.deepEqual(sourceFrom({ ...typed, channel: 'savings', note: 'x' }), {
    channel: 'savings',
    savingsAccountId: 's',
    note: 'x',
  });
  assert.deepEqual(sourceFrom({ ...typed, channel: 'cash' }), { channel: 'cash' });
});
