import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { bookYear, bookYearOf } from './book-year.ts';

const day = (text: string) => text as BusinessDate;

test('a book year is the calendar year unless the by-laws begin it in another month', () => {
  assert.deepEqual(bookYear(2026, 1), { year: 2026, from: '2026-01-01', before: '2027-01-01', lastDay: '2026-12-31' });
  assert.deepEqual(bookYear(2026, 7), { year: 2026, from: '2026-07-01', before: '2027-07-01', lastDay: '2027-06-30' });
  assert.equal(bookYearOf(day('2026-12-31'), 1).year, 2026);
  assert.equal(bookYearOf(day('2026-06-30'), 7).year, 2025);
  assert.equal(bookYearOf(day('2026-07-01'), 7).year, 2026);
});
