import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOTE_SECTIONS } from '../notes/sections.ts';
import { fillPlaceholders, PLACEHOLDERS, paragraphsOf, unknownPlaceholders } from './placeholders.ts';

const VALUES = Object.fromEntries(Object.keys(PLACEHOLDERS).map((name) => [name, `<${name}>`])) as Record<
  keyof typeof PLACEHOLDERS,
  string
>;

test('names in words are filled from the data, as often as they stand there', () => {
  const filled = fillPlaceholders('{koperasi} tahun {tahun}; {koperasi} lagi', VALUES);
  assert.equal(filled, '<koperasi> tahun <tahun>; <koperasi> lagi');
});

test('a name that stands for nothing is found, and never one of the language itself', () => {
  assert.deepEqual(unknownPlaceholders('{koperasi} {ketua} {ketua} {toString} {}'), ['ketua', 'toString', '']);
});

test('an empty line parts paragraphs', () => {
  assert.deepEqual(paragraphsOf('satu\ndua\n\n  \n\ntiga\n'), ['satu\ndua', 'tiga']);
});

test('the words that every section begins with name only what there is, and keys are unique', () => {
  for (const { words, key } of NOTE_SECTIONS) assert.deepEqual(unknownPlaceholders(words), [], key);
  assert.equal(new Set(NOTE_SECTIONS.map(({ key }) => key)).size, NOTE_SECTIONS.length);
});
