import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedBudget, monthOfYear } from './asked.ts';
import { monthNames } from './months.ts';

const usual = { year: 2026, month: 11 };
const ask = (query: string) => askedBudget(new URL(`http://x/${query}`), usual);

test('an address that asks nothing shows this book year up to this month, another year the whole of it', () => {
  assert.deepEqual(ask(''), { year: 2026, fromMonth: 1, toMonth: 11 });
  assert.deepEqual(ask('?year=2025'), { year: 2025, fromMonth: 1, toMonth: 12 });
});

test('what cannot be read is as usual', () => {
  assert.deepEqual(ask('?year=abc&from=0&to=13&version=x'), { year: 2026, fromMonth: 1, toMonth: 11 });
  const version = '019a0000-0000-7000-8000-000000000001';
  assert.deepEqual(ask(`?from=2&to=3&version=${version}`), {
    year: 2026,
    fromMonth: 2,
    toMonth: 3,
    versionId: version,
  });
});

test('months are counted from the first of the book year', () => {
  assert.equal(monthOfYear(11, 1), 11);
  assert.equal(monthOfYear(7, 7), 1);
  assert.equal(monthOfYear(6, 7), 12);
  assert.match(monthNames(2026, 7, 'id')[11] ?? '', /2027/);
});
