import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from '#kernel/dates';
import { rupiah } from '#kernel/money';
import { CORPORATE_RATES, DUE_DAYS, inForce, TAX_OBJECTS, TURNOVER_RATES } from './defaults.ts';
import { corporateTax, turnoverTax } from './income.ts';
import { percentText, type WithholdingRate, withhold } from './withholding.ts';

const rateOf = (code: string, on = '2026-11-20'): WithholdingRate =>
  inForce(TAX_OBJECTS.find((one) => one.code === code)?.rates ?? [], parseDate(on)).value;

describe('withholding', () => {
  const cases = [
    ['non_employee', 5_000_000, true, 125_000, '5 % of half of the gross (PMK 168/2023)'],
    ['non_employee', 5_000_000, false, 150_000, 'and 20 % more without a number'],
    ['non_employee', 200_000_000, true, 9_000_000, 'half is 100,000,000: 60,000,000 at 5 %, the rest at 15 %'],
    ['services', 10_000_000, true, 200_000, '2 % of services'],
    ['services', 10_000_000, false, 400_000, 'doubled without a number'],
    ['interest_dividend', 10_000_000, true, 1_500_000, '15 % of interest'],
    ['building_rent', 24_000_000, false, 2_400_000, '10 % final, the same for all'],
  ] as const;
  for (const [object, gross, hasNumber, tax, why] of cases) {
    test(`of ${object} on ${gross} is ${tax}: ${why}`, () => {
      assert.equal(withhold(rateOf(object), { grossSen: rupiah(gross), hasNumber }).taxSen, rupiah(tax));
    });
  }

  test('before 2022 the first layer ended at 50,000,000', () => {
    const { taxSen } = withhold(rateOf('non_employee', '2021-12-31'), {
      grossSen: rupiah(200_000_000),
      hasNumber: true,
    });
    assert.equal(taxSen, rupiah(10_000_000));
  });

  test('by a given rate takes that rate, in whole rupiah', () => {
    const held = withhold(rateOf('employee'), { grossSen: 799_999_900n, hasNumber: true, givenPpm: 15_000 });
    assert.deepEqual([held.taxSen, held.rateText], [11_999_900n, '1,5% dari bruto']);
  });

  test('never takes more than the payment, and more is never taxed less', () => {
    const gross = fc.bigInt({ min: 1n, max: 10n ** 14n });
    fc.assert(
      fc.property(fc.constantFrom(...TAX_OBJECTS), gross, gross, fc.boolean(), (object, a, b, hasNumber) => {
        const rate = inForce(object.rates, parseDate('2026-11-20')).value;
        const taxOf = (grossSen: bigint) => withhold(rate, { grossSen, hasNumber, givenPpm: 50_000 }).taxSen;
        const [less, more] = a < b ? [a, b] : [b, a];
        assert.ok(taxOf(less) <= taxOf(more));
        assert.ok(taxOf(more) <= more);
        assert.equal(taxOf(more) % 100n, 0n);
      }),
    );
  });
});

describe('income tax of a body', () => {
  const published = [
    // The explanation of UU 36/2008 Ps 31E, tax year 2009.
    ['2009-12-31', 4_500_000_000, 500_000_000, 70_000_000],
    ['2009-12-31', 30_000_000_000, 3_000_000_000, 772_800_000],
    // The same cooperative at today’s rate.
    ['2026-12-31', 30_000_000_000, 3_000_000_000, 607_200_000],
    ['2026-12-31', 50_000_000_001, 3_000_000_000, 660_000_000],
    ['2026-12-31', 4_800_000_000, 100_000_999, 11_000_000],
    ['2026-12-31', 1_000_000_000, -5_000_000, 0],
  ] as const;
  for (const [on, turnover, income, tax] of published) {
    test(`with turnover ${turnover} and income ${income} in ${on.slice(0, 4)} is ${tax}`, () => {
      const rates = inForce(CORPORATE_RATES, parseDate(on)).value;
      const found = corporateTax({ incomeSen: rupiah(income), turnoverSen: rupiah(turnover), rates });
      assert.equal(found.taxSen, rupiah(tax));
      assert.equal(found.taxSen, found.facilitatedTaxSen + found.restTaxSen);
    });
  }

  test('on turnover is half a percent in whole rupiah, and nothing on returns', () => {
    const { ratePpm } = inForce(TURNOVER_RATES, parseDate('2026-11-20')).value;
    assert.equal(turnoverTax(rupiah(25_000_000), ratePpm), rupiah(125_000));
    assert.equal(turnoverTax(12_345_678n, ratePpm), 61_700n);
    assert.equal(turnoverTax(-100n, ratePpm), 0n);
  });
});

test('the due day moved from the 10th to the 15th in 2025', () => {
  assert.deepEqual(
    ['1999-05-01', '2024-12-31', '2025-01-01'].map((on) => inForce(DUE_DAYS, parseDate(on)).value),
    [10, 10, 15],
  );
});

test('rates are written the Indonesian way', () => {
  assert.deepEqual([5_000, 20_000, 25_000, 1_000_000].map(percentText), ['0,5%', '2%', '2,5%', '100%']);
});
