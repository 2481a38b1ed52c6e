import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardOf } from './card-form.ts';

const CARD = {
  factors: [
    { factor: 'membership_months' as const, bands: [{ atLeast: 24, points: 7 }] },
    { factor: 'worst_days_late' as const, bands: [{ atMost: 0, points: 15 }] },
  ],
  grades: [
    { atLeast: 80, grade: 'A' },
    { atLeast: 0, grade: 'B' },
  ],
};

test('a form changes limits and points and keeps what it does not name', () => {
  const values = { 'membership_months.0.limit': '36', 'worst_days_late.0.points': '20', 'grade.0': '70' };
  assert.deepEqual(cardOf(CARD, values), {
    factors: [
      { factor: 'membership_months', bands: [{ atLeast: 36, points: 7 }] },
      { factor: 'worst_days_late', bands: [{ atMost: 0, points: 20 }] },
    ],
    grades: [
      { atLeast: 70, grade: 'A' },
      { atLeast: 0, grade: 'B' },
    ],
  });
});

test('an empty field is no nought: the command refuses it', () => {
  const { factors } = cardOf(CARD, { 'membership_months.0.points': '' });
  assert.ok(Number.isNaN(factors[0]?.bands[0]?.points));
});
