import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Parameter } from '#cooperatives';
import type { BusinessDate } from '#kernel/dates';
import type { KnownParameter } from '#setup';
import { stateOf } from './current.ts';

const known: KnownParameter = {
  name: 'till.cash_short_account',
  kind: 'chart_code',
  usual: { ksp: '8.1.01', konsumen: '8.1.02' },
  legalBasis: 'Kebijakan',
};
const row = (effectiveFrom: string, value: string, name = known.name): Parameter => ({
  name,
  effectiveFrom: effectiveFrom as BusinessDate,
  value,
  legalBasis: 'ART pasal 1',
});
const rows = [
  row('2027-01-01', '8.3'),
  row('2026-06-01', '8.2'),
  row('2026-01-01', '8.1'),
  row('2026-01-01', 'x', 'a.b'),
];

describe('a by-law parameter', () => {
  test('is what its chart template brings while nothing was set', () => {
    assert.deepEqual(
      [stateOf(known, [], '2026-11-21', 'ksp').value, stateOf(known, [], '2026-11-21', 'konsumen').value],
      ['8.1.01', '8.1.02'],
    );
  });

  test('is the newest value that holds already, and tells what is to come', () => {
    const state = stateOf(known, rows, '2026-11-21', 'ksp');
    assert.deepEqual([state.value, state.now?.effectiveFrom], ['8.2', '2026-06-01']);
    assert.deepEqual(
      state.coming.map((one) => one.value),
      ['8.3'],
    );
    assert.equal(state.history.length, 3);
  });

  test('was what it was on any earlier day', () => {
    assert.equal(stateOf(known, rows, '2026-05-31', 'ksp').value, '8.1');
    assert.equal(stateOf(known, rows, '2025-12-31', 'ksp').now, null);
  });
});
