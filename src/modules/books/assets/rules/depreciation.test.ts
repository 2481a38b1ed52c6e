import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from '#kernel/dates';
import { rupiah, sumSen } from '#kernel/money';
import { type DepreciationTerms, depreciationMonths, firstMonthOf, spread } from './depreciation.ts';
import { disposalLines, disposalResult } from './disposal.ts';

const terms = (change: Partial<DepreciationTerms>): DepreciationTerms => ({
  costSen: rupiah(12_000_000),
  residualSen: 0n,
  method: 'straight_line',
  lifeMonths: 48,
  decliningPpm: null,
  monthsBefore: 0,
  openingSen: 0n,
  ...change,
});

/** Sums of each twelve months. */
function years(months: readonly bigint[]): bigint[] {
  return Array.from({ length: Math.ceil(months.length / 12) }, (_, year) =>
    sumSen(months.slice(year * 12, year * 12 + 12)),
  );
}

describe('textbook tables', () => {
  test('straight line: a van of 13,000,000 with residual 1,000,000 loses 2,400,000 in each of five years', () => {
    const months = depreciationMonths(
      terms({ costSen: rupiah(13_000_000), residualSen: rupiah(1_000_000), lifeMonths: 60 }),
    );
    assert.deepEqual(years(months), Array(5).fill(rupiah(2_400_000)));
    assert.ok(months.every((month) => month === rupiah(200_000)));
  });

  test('double declining: the same van loses 5,200,000, 3,120,000, 1,872,000, 1,123,200 and then what is left above the residual', () => {
    const months = depreciationMonths(
      terms({
        costSen: rupiah(13_000_000),
        residualSen: rupiah(1_000_000),
        lifeMonths: 60,
        method: 'declining_balance',
      }),
    );
    assert.deepEqual(years(months), [5_200_000, 3_120_000, 1_872_000, 1_123_200, 684_800].map(rupiah));
  });

  test('declining at 50 percent without residual, as the tax law groups four years: the last year takes all that is left', () => {
    // UU PPh Ps 11(2) and its explanation: 150,000,000 at 50 percent loses 75,000,000, 37,500,000, 18,750,000 and 18,750,000.
    const months = depreciationMonths(
      terms({ costSen: rupiah(150_000_000), method: 'declining_balance', decliningPpm: 500_000 }),
    );
    assert.deepEqual(years(months), [75_000_000, 37_500_000, 18_750_000, 18_750_000].map(rupiah));
  });

  test('a year that begins in the middle of a calendar year gives the textbook figure for both calendar years', () => {
    const months = depreciationMonths(
      terms({ costSen: rupiah(100_000_000), method: 'declining_balance', lifeMonths: 60 }),
    );
    // Bought in July: 40 percent for half a year; then 40 percent of what is left.
    assert.equal(sumSen(months.slice(0, 6)), rupiah(20_000_000));
    assert.equal(sumSen(months.slice(6, 18)), rupiah(32_000_000));
  });

  test('10,000,000 over three years does not divide evenly, and still ends at nothing', () => {
    const months = depreciationMonths(terms({ costSen: rupiah(10_000_000), lifeMonths: 36 }));
    assert.deepEqual(months.slice(0, 3), [27_777_778n, 27_777_778n, 27_777_777n]);
    assert.equal(sumSen(months), rupiah(10_000_000));
  });
});

describe('an asset’s months', () => {
  test('land has none', () => {
    assert.deepEqual(depreciationMonths(terms({ method: 'none', lifeMonths: null })), []);
  });

  test('one taken over spreads what is left over the months that are left', () => {
    const months = depreciationMonths(terms({ monthsBefore: 12, openingSen: rupiah(3_000_000) }));
    assert.equal(months.length, 36);
    assert.equal(months[0], rupiah(250_000));
  });

  test('always add up to cost less residual less what was depreciated before', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 14n }),
        fc.nat({ max: 100 }),
        fc.nat({ max: 100 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat({ max: 100 }),
        fc.constantFrom('straight_line' as const, 'declining_balance' as const),
        fc.option(fc.integer({ min: 1, max: 1_000_000 })),
        (costSen, residualPart, openingPart, lifeMonths, gone, method, ppm) => {
          const residualSen = (costSen * BigInt(residualPart)) / 100n;
          const openingSen = ((costSen - residualSen) * BigInt(openingPart)) / 100n;
          const monthsBefore = Math.floor((lifeMonths * gone) / 101);
          const months = depreciationMonths({
            costSen,
            residualSen,
            method,
            lifeMonths,
            decliningPpm: method === 'declining_balance' ? ppm : null,
            monthsBefore,
            openingSen,
          });
          assert.equal(sumSen(months), costSen - residualSen - openingSen);
          assert.equal(months.length, lifeMonths - monthsBefore);
          assert.ok(months.every((month) => month >= 0n));
        },
      ),
    );
  });

  test('differ by at most one sen where the line is straight', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 1, max: 600 }), (amount, count) => {
        const months = spread(amount, count);
        const sorted = [...months].sort((a, b) => (a < b ? -1 : 1));
        assert.ok((sorted.at(-1) ?? 0n) - (sorted[0] ?? 0n) <= 1n);
        assert.equal(sumSen(months), amount);
      }),
    );
  });
});

describe('the first month', () => {
  const cases = [
    ['2026-03-15', 'same', '2026-03-01'],
    ['2026-03-15', 'next', '2026-04-01'],
    ['2026-03-15', 'middle', '2026-03-01'],
    ['2026-03-16', 'middle', '2026-04-01'],
    ['2026-12-31', 'next', '2027-01-01'],
  ] as const;
  for (const [bought, convention, first] of cases) {
    test(`of what was bought on ${bought} by the rule "${convention}" is ${first}`, () => {
      assert.equal(firstMonthOf(parseDate(bought), convention), first);
    });
  }
});

describe('a disposal', () => {
  const codes = {
    assetCode: '1.3.04',
    accumulatedCode: '1.3.05',
    proceedsCode: '1.1.01',
    gainCode: '7.1.02',
    lossCode: '8.1.02',
  };

  test('above book value is a gain, below it a loss', () => {
    assert.deepEqual(disposalResult({ costSen: 100n, accumulatedSen: 60n, proceedsSen: 55n }), {
      bookSen: 40n,
      resultSen: 15n,
    });
    assert.equal(disposalResult({ costSen: 100n, accumulatedSen: 60n, proceedsSen: 0n }).resultSen, -40n);
  });

  test('always balances', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 14n });
    fc.assert(
      fc.property(amount, amount, amount, (a, b, proceedsSen) => {
        const [costSen, accumulatedSen] = a > b ? [a, b] : [b, a];
        const lines = disposalLines({ ...codes, costSen, accumulatedSen, proceedsSen });
        assert.equal(sumSen(lines.map(({ amountSen }) => amountSen)), 0n);
        assert.ok(lines.every(({ amountSen }) => amountSen !== 0n));
      }),
    );
  });
});
