import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { statementRange } from './range.ts';

const today = parseDate('2026-11-20');
const range = (asked: Record<string, string>) => statementRange(new URLSearchParams(asked), today);

test('nothing asked is this month up to today', () => {
  assert.deepEqual(range({}), { first: '2026-11-01', last: '2026-11-20', from: '2026-11-01', to: '2026-11-21' });
});

test('days may be typed as people write them', () => {
  assert.deepEqual(range({ from: '1/2/2026', until: '28/02/2026' }).to, '2026-03-01');
});

test('an end before the beginning is the beginning, so that a page always has a day', () => {
  assert.deepEqual(range({ from: '2026-03-10', until: '2026-03-01' }).last, '2026-03-10');
});
