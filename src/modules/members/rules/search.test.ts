import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { memberWords, prefixRange, queryWords, searchWords } from './search.ts';

test('old and new spellings of a name are found by the same words', () => {
  assert.deepEqual(searchWords('Soedjono'), searchWords('Sudjono'));
  assert.deepEqual(searchWords('Muhammad Tjokro'), searchWords('MUHAMAD COKRO'));
  assert.deepEqual(searchWords('Achmad'), searchWords('Ahmad'));
  assert.deepEqual(searchWords("Nur'aini"), ['nuraini']);
});

test('search words have no doubles, blanks or marks, and searching them again gives the same words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const words = searchWords(text);
      assert.equal(new Set(words).size, words.length);
      for (const word of words) assert.match(word, /^[\p{L}\p{N}]+$/u);
    }),
  );
  assert.deepEqual(searchWords('Siti Siti'), ['siti']);
  assert.deepEqual(searchWords('0011 A-2'), ['0011', 'a', '2']);
});

test('a member is found by the whole number, a part of it, or its last digits', () => {
  assert.deepEqual(memberWords('Siti', 'A-2026.0042'), ['siti', 'a', '2026', '0042', 'a20260042', '42']);
  assert.deepEqual(memberWords('Siti', '00042'), ['siti', '00042', '42']);
  assert.deepEqual(memberWords('Siti', null), ['siti']);
});

test('whatever beginning of a name somebody types, its range holds the word', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{2,12}$/), fc.nat(11), (name, at) => {
      const [word = ''] = memberWords(name, null);
      const [typed = ''] = queryWords(word.slice(0, Math.max(1, at)));
      const { from, before } = prefixRange(typed);
      assert.ok(from <= word && word < before, `${typed} finds ${word}`);
    }),
  );
});

test('the longest word typed leads the search, and long queries are cut', () => {
  assert.deepEqual(queryWords('si nurhaliza'), ['nurhaliza', 'si']);
  assert.equal(queryWords('a b c d e f g h').length, 6);
  assert.deepEqual(queryWords('  ?! '), []);
});
