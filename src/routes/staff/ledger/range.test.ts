import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { bookYearStart, dateOf, dimensionsOf, historyHref, rangeOf } from './range.ts';

const today = '2026-11-21' as BusinessDate;
const first = '2026-11-01' as BusinessDate;
const address = (query: string) => new URL(`http://x/staff/ledger${query}`);

describe('the days an address asks for', () => {
  test('are this month up to today when it asks for none', () => {
    assert.deepEqual(rangeOf(address(''), today, first), { from: first, to: today, unread: false });
  });

  test('are read as people type them', () => {
    const range = rangeOf(address('?from=01/02/2026&to=2026-03-31'), today, first);
    assert.deepEqual([range.from, range.to], ['2026-02-01', '2026-03-31']);
  });

  test('are put right when they are turned round', () => {
    const range = rangeOf(address('?from=2026-03-31&to=2026-02-01'), today, first);
    assert.deepEqual([range.from, range.to], ['2026-02-01', '2026-03-31']);
  });

  test('are said to be unread, and the usual ones used, when they make no sense', () => {
    assert.deepEqual(dateOf(address('?on=31/02/2026'), 'on', today), { date: today, unread: true });
  });
});

describe('the book year', () => {
  const cases: [string, number, string][] = [
    ['2026-11-21', 1, '2026-01-01'],
    ['2026-11-21', 4, '2026-04-01'],
    ['2026-02-28', 4, '2025-04-01'],
    ['2026-04-01', 4, '2026-04-01'],
  ];
  for (const [day, month, start] of cases) {
    test(`that begins in month ${month} and holds ${day} began on ${start}`, () => {
      assert.equal(bookYearStart(day as BusinessDate, month), start);
    });
  }
});

describe('branch and unit of an address', () => {
  test('are ids, or nothing', () => {
    const id = newId();
    assert.deepEqual(dimensionsOf(address(`?branch=${id}&unit=all`)), { branchId: id });
    assert.deepEqual(dimensionsOf(address('')), {});
  });

  test('go along to the entries behind a figure', () => {
    const href = historyHref({ code: '1.1', from: '2026-01-01', to: '2026-02-01', branchId: 'b', unitId: undefined });
    assert.equal(href, '/staff/ledger/history?code=1.1&from=2026-01-01&to=2026-02-01&branch=b');
  });
});
