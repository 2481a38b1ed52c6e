import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, type BusinessDate, daysBetween, endOfMonth, parseDate, parts } from '#kernel/dates';
import { dueDates, type Schedule, turnDay } from './schedule.ts';

const day = (text: string) => parseDate(text);
const plan = (changes: Partial<Schedule> = {}): Schedule => ({
  every: 'month',
  dayOfMonth: 31,
  startsOn: day('2026-01-31'),
  endsOn: null,
  stoppedFrom: null,
  ...changes,
});

test('a monthly entry of the 31st falls due on the last day of shorter months, and returns to the 31st', () => {
  assert.deepEqual(dueDates(plan(), day('2026-05-01')), ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
  assert.deepEqual(dueDates(plan({ startsOn: day('2028-02-01') }), day('2028-03-01')), ['2028-02-29']);
});

test('a wished day before the first day waits for the next month', () => {
  const late = plan({ startsOn: day('2026-01-20'), dayOfMonth: 5 });
  assert.deepEqual(dueDates(late, day('2026-03-06')), ['2026-02-05', '2026-03-05']);
});

test('a quarterly entry comes every third month, a weekly one every seventh day', () => {
  assert.deepEqual(dueDates(plan({ every: 'quarter' }), day('2026-08-01')), ['2026-01-31', '2026-04-30', '2026-07-31']);
  assert.deepEqual(dueDates(plan({ every: 'week', startsOn: day('2026-02-20') }), day('2026-03-07')), [
    '2026-02-20',
    '2026-02-27',
    '2026-03-06',
  ]);
});

test('the last day counts, and from the day of a stop nothing falls due', () => {
  assert.deepEqual(dueDates(plan({ endsOn: day('2026-02-28') }), day('2026-12-31')), ['2026-01-31', '2026-02-28']);
  assert.deepEqual(dueDates(plan({ stoppedFrom: day('2026-02-28') }), day('2026-12-31')), ['2026-01-31']);
  assert.deepEqual(dueDates(plan(), day('2026-01-31')), []);
});

test('every date is in its range, later than the one before, and at its wished day or the last of its month', () => {
  const dates = fc.integer({ min: 0, max: 2000 }).map((days) => addDays(day('2024-01-01'), days));
  fc.assert(
    fc.property(
      dates,
      fc.integer({ min: 1, max: 31 }),
      fc.constantFrom('week', 'month', 'quarter'),
      (start, wished, every) => {
        const before = addDays(start, 800);
        const found = dueDates(plan({ startsOn: start, dayOfMonth: wished, every }), before);
        found.forEach((date, index) => {
          assert.ok(date >= start && date < before);
          const previous = found[index - 1];
          assert.ok(previous === undefined || previous < date);
          if (every === 'week') assert.equal(daysBetween(start, date) % 7, 0);
          else assert.equal(parts(date).day, Math.min(wished, parts(endOfMonth(date)).day));
        });
      },
    ),
  );
});

test('an accrual turns round on the first day of the next month', () => {
  assert.equal(turnDay('2026-12-31' as BusinessDate), '2027-01-01');
  assert.equal(turnDay('2026-02-03' as BusinessDate), '2026-03-01');
});
