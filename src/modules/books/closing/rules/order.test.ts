import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, type BusinessDate } from '#kernel/dates';
import { type Month, monthToClose, monthToReopen, stateBefore } from './order.ts';

const START = '2026-01-01' as BusinessDate;
const TODAY = '2027-06-15' as BusinessDate;

const books = (statuses: readonly Month['status'][]): Month[] =>
  statuses.map((status, index) => ({
    startsOn: addMonths(START, index),
    endsBefore: addMonths(START, index + 1),
    status,
    closedBefore: null,
  }));

/** Asks every month and keeps those that may. */
function allowed(months: readonly Month[], ask: (startsOn: BusinessDate) => Month): BusinessDate[] {
  return months.flatMap(({ startsOn }) => {
    try {
      return [ask(startsOn).startsOn];
    } catch {
      return [];
    }
  });
}

test('whatever is closed and opened again in turn, what is closed is always the beginning of the books', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (acts) => {
      let months = books(Array.from({ length: 12 }, () => 'open' as const));
      for (const close of acts) {
        const may = allowed(months, (on) => (close ? monthToClose(months, on, TODAY) : monthToReopen(months, on)));
        assert.ok(may.length <= 1, 'never more than one month may be closed, or opened again');
        const status = close ? 'closed' : 'open';
        months = months.map((month) => (month.startsOn === may[0] ? { ...month, status } : month));
        const firstOpen = months.findIndex((month) => month.status === 'open');
        assert.ok(firstOpen === -1 || months.slice(firstOpen).every((month) => month.status === 'open'));
      }
    }),
  );
});

test('the books before a date are closed only when no day before it takes an entry', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 6 }),
      fc.option(fc.integer({ min: 1, max: 28 }), { nil: null }),
      fc.integer({ min: 1, max: 200 }),
      (closed, days, asked) => {
        const months = books(Array.from({ length: 6 }, (_, index) => (index < closed ? 'closed' : 'open'))).map(
          (month, index) =>
            index === closed && days !== null ? { ...month, closedBefore: addDays(month.startsOn, days) } : month,
        );
        const before = addDays(START, asked);
        const takes = (date: BusinessDate) => {
          const month = months.find(({ startsOn, endsBefore }) => startsOn <= date && date < endsBefore);
          return !month || (month.status === 'open' && (month.closedBefore === null || date >= month.closedBefore));
        };
        const anyOpen = Array.from({ length: asked }, (_, index) => addDays(START, index)).some(takes);
        assert.equal(stateBefore(months, before), anyOpen ? 'open' : 'closed');
      },
    ),
  );
  assert.equal(stateBefore(books(['locked', 'locked']), '2026-02-15' as BusinessDate), 'locked');
  assert.equal(stateBefore([], START), 'open');
});
