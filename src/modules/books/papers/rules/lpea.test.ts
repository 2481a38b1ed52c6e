import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, type BusinessDate, parseDate } from '#kernel/dates';
import { ppmOfPercent, purchaseBenefit, referenceInterest } from './lpea.ts';

const day = (text: string): BusinessDate => parseDate(text);

describe('interest at a reference rate', () => {
  test('is the mean of opening and closing balance, times rate, times days over 365', () => {
    const stretch = { from: day('2026-01-01'), before: day('2027-01-01'), openingSen: 0n, closingSen: 200_000_000n };
    assert.equal(referenceInterest([stretch], 120_000n), 12_000_000n);
  });

  test('is rounded once: months together give what the year gives when the balance stands still', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 13n), fc.integer({ min: 1, max: 364 }), (balance, cut) => {
        const [from, before] = [day('2026-01-01'), day('2027-01-01')];
        const middle = addDays(from, cut);
        const whole = { from, before, openingSen: balance, closingSen: balance };
        const parts = [
          { ...whole, before: middle },
          { ...whole, from: middle },
        ];
        assert.equal(referenceInterest(parts, 185_000n), referenceInterest([whole], 185_000n));
      }),
    );
  });

  test('of no days is nothing', () => {
    assert.equal(referenceInterest([], 120_000n), 0n);
  });
});

test('what the market would have asked more is a percent of the purchases, rounded half up', () => {
  assert.equal(purchaseBenefit(1_000_050n, ppmOfPercent('7.5')), 75_004n);
});

test('a percent of a parameter is read exactly', () => {
  assert.deepEqual(['12', '18.5', '0.25', '6.0001'].map(ppmOfPercent), [120_000n, 185_000n, 2_500n, 60_001n]);
});
