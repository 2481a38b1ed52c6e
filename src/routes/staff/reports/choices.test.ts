import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { choicesOf, comparedDays, comparedPeriods, type ReportName } from './choices.ts';

const of = { today: parseDate('2026-11-20'), startMonth: 1, booksOpenFrom: parseDate('2024-01-01') };
const read = (query: string, report: ReportName = 'balance-sheet') =>
  choicesOf(new URL(`http://x/staff/reports/${report}?${query}`), report, of);

describe('the address of a statement', () => {
  test('that says nothing asks for the book year up to today, beside last year where the books have one', () => {
    const plain = read('', 'income-statement');
    assert.deepEqual([plain.from, plain.to, plain.comparison], ['2026-01-01', '2026-11-20', 'last_year']);
    const young = { ...of, booksOpenFrom: parseDate('2026-01-01') };
    assert.equal(choicesOf(new URL('http://x/'), 'balance-sheet', young).comparison, 'none');
    assert.equal(read('compare=last_year', 'trial-balance').comparison, 'none', 'a trial balance is not compared');
  });

  test('asks for the year of the last day it names', () => {
    const earlier = read('to=30/06/2025', 'cash-flow');
    assert.deepEqual([earlier.from, earlier.to], ['2025-01-01', '2025-06-30']);
    assert.deepEqual([read('on=31/12/2025').to, read('on=31/12/2025').yearStart], ['2025-12-31', '2025-01-01']);
  });

  test('with words that mean nothing falls back and says so about dates', () => {
    const odd = read('on=kemarin&compare=x&method=y&layout=z&other=kapan');
    assert.deepEqual(
      [odd.unread, odd.to, odd.method, odd.layout, odd.other],
      [true, '2026-11-20', 'direct', 'periods', null],
    );
  });
});

describe('what a statement is compared with', () => {
  test('is the same day last year, the end of last year, another day, each once', () => {
    assert.deepEqual(comparedDays(read('on=30/06/2026&compare=both&other=31/03/2026')), [
      '2025-12-31',
      '2025-06-30',
      '2026-03-31',
    ]);
    assert.deepEqual(comparedDays(read('on=31/12/2026&compare=both')), ['2025-12-31']);
    assert.deepEqual(comparedDays(read('compare=none')), []);
  });

  test('keeps the end of February the end of February', () => {
    assert.deepEqual(comparedDays(read('on=29/02/2024&compare=last_year')), ['2023-02-28']);
    assert.deepEqual(comparedDays(read('on=28/02/2025&compare=last_year')), ['2024-02-29']);
  });

  test('is the same period last year, or the whole months just before', () => {
    const quarter = (compare: string) =>
      comparedPeriods(read(`from=01/04/2026&to=30/06/2026&compare=${compare}`, 'cash-flow'));
    assert.deepEqual(quarter('last_year'), [{ from: '2025-04-01', to: '2025-06-30' }]);
    assert.deepEqual(quarter('previous'), [{ from: '2026-01-01', to: '2026-03-31' }]);
    const week = comparedPeriods(read('from=08/06/2026&to=14/06/2026&compare=previous', 'cash-flow'));
    assert.deepEqual(week, [{ from: '2026-06-01', to: '2026-06-07' }]);
  });
});
