import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosenLoans, remainingGuess } from './chosen.ts';

const TEXTS = { nothing: 'pilih', remainingNeeded: 'isi' };

test('ticked loans come with their own instalments left', () => {
  const values = { take: 'a,b', 'remaining-a': '12', 'remaining-b': '3', 'remaining-c': '9' };
  assert.deepEqual(chosenLoans(values, TEXTS), [
    { positionId: 'a', remaining: 12 },
    { positionId: 'b', remaining: 3 },
  ]);
});

test('nothing ticked, or a ticked loan without a count, is told at its field', () => {
  assert.throws(() => chosenLoans({}, TEXTS), /nothing_chosen/);
  for (const text of ['', '0', '601', 'dua']) {
    assert.throws(() => chosenLoans({ take: 'a', 'remaining-a': text }, TEXTS), /count_range/);
  }
});

test("the file's term is where people begin", () => {
  assert.deepEqual(['12', '10 bln', '2 tahun', '', 'lama', '99 tahun'].map(remainingGuess), [
    '12',
    '10',
    '24',
    '',
    '',
    '',
  ]);
});
