import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { askedMonth } from './month.ts';

const today = parseDate('2026-11-20');
const asked = (month: string) => askedMonth(new URLSearchParams({ month }), today);

test('a month that is asked for has its neighbours', () => {
  assert.deepEqual(asked('2026-01'), { from: '2026-01-01', to: '2026-02-01', earlier: '2025-12', later: '2026-02' });
});

test('nothing, nonsense and the future are this month, which has no later one', () => {
  for (const month of ['', 'januari', '2026-13', '2027-01']) {
    assert.deepEqual(asked(month), { from: '2026-11-01', to: '2026-12-01', earlier: '2026-10', later: null });
  }
});
