import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rupiah } from '#kernel/money';
import { LimitsValue, ThresholdsValue } from '../parameters.ts';
import { BENFORD_PER_10000, benford } from './benford.ts';
import { USUAL_LIMITS } from './limits.ts';
import { isRound, USUAL_THRESHOLDS } from './thresholds.ts';

test('an amount is round from five million on, in whole millions', () => {
  const round = (amount: number) => isRound(rupiah(amount), rupiah(5_000_000), rupiah(1_000_000));
  assert.deepEqual([4_000_000, 5_000_000, 5_500_000, 12_000_000].map(round), [false, true, false, true]);
});

test('the usual thresholds are what a cooperative may set', () => {
  assert.deepEqual(ThresholdsValue.parse(USUAL_THRESHOLDS), USUAL_THRESHOLDS);
  assert.deepEqual(LimitsValue.parse(USUAL_LIMITS), USUAL_LIMITS);
  assert.equal(ThresholdsValue.safeParse({ ...USUAL_THRESHOLDS, roundFrom: 'lima juta' }).success, false);
});

test('digits as Benford expects them are not unusual, equal ones are, and a few say nothing', () => {
  assert.equal(benford(BENFORD_PER_10000.map((share) => share)).unusual, false);
  assert.equal(benford(Array(9).fill(200)).unusual, true);
  assert.equal(benford(Array(9).fill(3)).unusual, null);
  assert.equal(
    BENFORD_PER_10000.reduce((sum, share) => sum + share, 0),
    10_000,
  );
});

test('whatever the digits, shares are of all of them', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000), { minLength: 9, maxLength: 9 }), (counts) => {
      const { shares, total } = benford(counts);
      assert.equal(
        total,
        shares.reduce((sum, { seen }) => sum + seen, 0),
      );
      const all = shares.reduce((sum, { per10000 }) => sum + per10000, 0);
      assert.ok(total === 0 ? all === 0 : Math.abs(all - 10_000) <= 5);
    }),
  );
});
