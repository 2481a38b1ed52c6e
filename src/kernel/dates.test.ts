import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  dateAt,
  daysBetween,
  endOfMonth,
  fromEpochDay,
  parseDate,
  parts,
  startOfMonth,
  timeAt,
  tryDate,
} from './dates.ts';

const someDay = fc.integer({ min: -20_000, max: 60_000 }).map(fromEpochDay);

describe('a business date', () => {
  for (const text of [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '21/11/2026',
    '',
    '2026-11-31',
    '0000-01-01',
    '2300-01-01',
  ]) {
    test(`"${text}" is no day`, () => assert.equal(tryDate(text), undefined));
  }

  test('moves by days and back', () => {
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: -9000, max: 9000 }),
        (day, days) => daysBetween(day, addDays(day, days)) === days,
      ),
    );
  });

  test('a month later keeps the day, or is the last of a shorter month', () => {
    const table: [string, number, string][] = [
      ['2026-01-31', 1, '2026-02-28'],
      ['2024-01-31', 1, '2024-02-29'],
      ['2026-03-31', -1, '2026-02-28'],
      ['2026-11-30', 3, '2027-02-28'],
      ['2026-12-15', 1, '2027-01-15'],
    ];
    for (const [from, months, to] of table) assert.equal(addMonths(parseDate(from), months), to);
    assert.equal(addMonths(parseDate('2026-02-28'), 1, 31), '2026-03-31');
  });

  test('lies between the first and last day of its month', () => {
    fc.assert(
      fc.property(
        someDay,
        (day) => startOfMonth(day) <= day && day <= endOfMonth(day) && parts(addDays(endOfMonth(day), 1)).day === 1,
      ),
    );
  });

  test('is the day on the wall in the zone, also at midnight', () => {
    const instant = new Date('2026-11-20T17:30:00Z');
    assert.deepEqual(
      [dateAt(instant, 'WIB'), dateAt(instant, 'WITA'), dateAt(instant, 'WIT')],
      ['2026-11-21', '2026-11-21', '2026-11-21'],
    );
    const earlier = new Date('2026-11-20T15:30:00Z');
    assert.deepEqual(
      [dateAt(earlier, 'WIB'), dateAt(earlier, 'WITA'), dateAt(earlier, 'WIT')],
      ['2026-11-20', '2026-11-20', '2026-11-21'],
    );
    assert.equal(timeAt(instant, 'WIB'), '00:30');
  });
});
