import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BusinessDate } from '#kernel/dates';
import type { DomainError } from '#kernel/errors';
import { BOOK_KEYS, BOOKS, bookOf, FILLED_BOOKS } from './books.ts';
import { readFields, termIsOver } from './entry.ts';

const day = (text: string) => text as BusinessDate;

test('the sixteen books are all there, each once', () => {
  const places = [...Object.values(BOOKS).map(({ place }) => place), ...Object.values(FILLED_BOOKS)];
  assert.deepEqual(
    places.sort((a, b) => a - b),
    Array.from({ length: 16 }, (_, n) => n + 1),
  );
  for (const key of BOOK_KEYS) {
    assert.equal(bookOf(key)?.key, key);
    const keys = BOOKS[key].fields.map((field) => field.key);
    assert.equal(new Set(keys).size, keys.length, key);
  }
  assert.equal(bookOf('toString'), undefined);
});

test('every fault of a row is told at its field', () => {
  const typed = { kind: 'lain', invited: '-3', attended: 'lima', place: 'x'.repeat(201), chair: 'A\u0007', agenda: '' };
  assert.throws(
    () => readFields(BOOKS['notulen-anggota'], typed),
    (error: DomainError) => {
      assert.deepEqual(Object.fromEntries(error.fields.map(({ field, code }) => [field, code])), {
        kind: 'unknown_choice',
        invited: 'count_format',
        attended: 'count_format',
        place: 'too_big',
        chair: 'text_characters',
        agenda: 'required',
        decisions: 'required',
        minutesTaker: 'required',
      });
      return true;
    },
  );
});

test('what may stay empty is left out, what was typed is trimmed and keeps its lines', () => {
  const read = readFields(BOOKS.kejadian, { event: ' Banjir \r\n di kantor ', cause: 'Hujan', settlement: '  ' });
  assert.deepEqual(read, { event: 'Banjir \n di kantor', cause: 'Hujan' });
});

test('whatever is typed into a row is kept as it is or refused, never something else', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('event', 'cause', 'settlement'), fc.string()), (typed) => {
      try {
        const read = readFields(BOOKS.kejadian, typed);
        for (const [key, value] of Object.entries(read)) assert.equal(value, typed[key]?.trim());
      } catch (error) {
        assert.equal((error as DomainError).reason, 'input_invalid');
      }
    }),
  );
});

test('an office is held for five years at the most', () => {
  assert.equal(termIsOver(day('2021-02-14'), day('2026-02-13')), false);
  assert.equal(termIsOver(day('2021-02-14'), day('2026-02-14')), true);
  assert.equal(termIsOver(day('2021-02-14'), day('2026-01-31')), false);
  assert.equal(termIsOver(day('2020-12-31'), day('2026-01-01')), true);
});
