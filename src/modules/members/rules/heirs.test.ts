import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkHeirs, type Heir } from './heirs.ts';

const heir = (sharePercent: number | null): Heir => ({
  fullName: 'Budi  Santoso',
  relationship: 'child',
  phone: '081234567890',
  sharePercent,
});
const codes = (heirs: Heir[]) => checkHeirs(heirs).errors.map((error) => `${error.field}:${error.code}`);

test('heirs without shares, with shares that sum to 100, or none at all are in order', () => {
  for (const heirs of [[], [heir(null)], [heir(null), heir(null)], [heir(100)], [heir(60), heir(40)]]) {
    assert.deepEqual(codes(heirs), []);
  }
  assert.deepEqual(checkHeirs([heir(null)]).heirs[0], {
    ...heir(null),
    fullName: 'Budi Santoso',
    phone: '+6281234567890',
  });
});

test('shares that do not sum to 100, or that only some heirs have, are refused', () => {
  assert.deepEqual(codes([heir(60), heir(41)]), ['heirs:heir_shares']);
  assert.deepEqual(codes([heir(100), heir(null)]), ['heirs:heir_shares']);
});

test('a heir with no real name or telephone is named by its place in the list', () => {
  const wrong = { ...heir(null), fullName: '2', phone: '08' };
  assert.deepEqual(codes([heir(null), wrong]), ['heirs.1.fullName:name_format', 'heirs.1.phone:phone_format']);
});
