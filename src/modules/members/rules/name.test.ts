import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normaliseName } from './name.ts';

test('names of one word, with titles and apostrophes are names', () => {
  for (const name of [
    'Suharto',
    "Nur'aini",
    'H. Ahmad Fauzi, S.Pd.',
    'Raden Ajeng Siti Nurhaliza Kusumawardhani',
    'Jusuf B.J.',
    'André',
  ]) {
    assert.equal(normaliseName(name), name);
  }
  assert.equal(normaliseName('  Siti   Aminah '), 'Siti Aminah');
});

test('numbers, formulas and single letters are no names', () => {
  for (const name of ['', 'A', '12345', 'Siti 2', '=SUM(A1)', '@siti', '-Budi', '<b>Siti</b>', 'x'.repeat(101)]) {
    assert.equal(normaliseName(name), undefined, name);
  }
});
