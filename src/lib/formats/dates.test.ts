import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromEpochDay } from '#kernel/dates';
import { dateLong, dateSlash, dateText, momentText, monthText, parseDateInput, timeText } from '../formats.ts';

test('a date has a short, a long and a typed form, in both languages', () => {
  assert.equal(dateText('2026-11-21'), '21 Nov 2026');
  assert.equal(dateText('2026-05-01'), '1 Mei 2026');
  assert.equal(dateText('2026-05-01', 'en'), '1 May 2026');
  assert.equal(dateLong('2026-08-17'), '17 Agustus 2026');
  assert.equal(dateLong('2026-08-17', 'en'), '17 August 2026');
  assert.equal(dateSlash('2026-11-21'), '21/11/2026');
  assert.equal(monthText('2026-11'), 'November 2026');
  assert.equal(monthText('2026-10-31', 'en'), 'October 2026');
});

test('an instant is told in the zone of the cooperative', () => {
  const instant = '2026-11-21T17:30:00Z';
  assert.equal(timeText('2026-11-21T07:05:00Z', 'WIB'), '14.05 WIB');
  assert.equal(timeText('2026-11-21T07:05:00Z', 'WIB', 'en'), '14:05 WIB');
  assert.equal(momentText(instant, 'WIB'), '22 Nov 2026, 00.30 WIB');
  assert.equal(momentText(instant, 'WIT', 'en'), '22 Nov 2026, 02:30 WIT');
});

const typed: [string, string][] = [
  ['21/11/2026', '2026-11-21'],
  ['21-11-26', '2026-11-21'],
  ['1/2/26', '2026-02-01'],
  ['21.11.2026', '2026-11-21'],
  ['21 Nov 2026', '2026-11-21'],
  ['17 agustus 1968', '1968-08-17'],
  ['5 mei 68', '1968-05-05'],
  ['3 october 2026', '2026-10-03'],
  ['21112026', '2026-11-21'],
  [' 2026-11-21 ', '2026-11-21'],
  ['29/02/2024', '2024-02-29'],
];
for (const [text, date] of typed) {
  test(`"${text}" is read as ${date}`, () => assert.deepEqual(parseDateInput(text), { date }));
}

const refused: [string, string][] = [
  ['', 'empty'],
  ['  ', 'empty'],
  ['besok', 'format'],
  ['21/11', 'format'],
  ['11/21/2026', 'no_such_day'],
  ['31/02/2026', 'no_such_day'],
  ['29/02/2026', 'no_such_day'],
  ['00/01/2026', 'no_such_day'],
  ['2026-02-30', 'no_such_day'],
  ['1 ma 2026', 'format'],
  ['21/11/202', 'format'],
];
for (const [text, reason] of refused) {
  test(`"${text}" is no date: ${reason}`, () => assert.deepEqual(parseDateInput(text), { reason }));
}

test('every day that is shown can be typed back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -25_000, max: 80_000 }), (day) => {
      const date = fromEpochDay(day);
      for (const text of [
        date,
        dateSlash(date),
        dateText(date),
        dateLong(date),
        dateText(date, 'en'),
        dateLong(date, 'en'),
      ]) {
        assert.deepEqual(parseDateInput(text), { date });
      }
    }),
  );
});
