import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import type { Terms } from '#savings';
import { percentPpm, readTermsForm, termsFormValues } from './terms-form.ts';

const BASE = { effectiveFrom: '01/12/2026', legalBasis: 'ART pasal 9' };

test('a percentage is read the Indonesian way, to the ten-thousandth of a percent', () => {
  assert.deepEqual(
    ['3', '4,5', '0.75', '12,3456 %'].map((text) => percentPpm(text, 'rate', 'id')),
    [30_000, 45_000, 7_500, 123_456],
  );
});

test('terms are read with amounts, terms and tiers', () => {
  const read = readTermsForm(
    {
      ...BASE,
      ratePercent: '3',
      minDeposit: '10.000',
      tenors: '3 = 5\n 6=5,5 ',
      tiers: '5.000.000 = 2\nlebih = 4',
      taxed: 'on',
    },
    'id',
  );
  assert.deepEqual(read['tenors'], [
    { months: 3, ratePpm: 50_000 },
    { months: 6, ratePpm: 55_000 },
  ]);
  assert.deepEqual(read['tiers'], [{ upTo: '5000000.00', ratePpm: 20_000 }, { ratePpm: 40_000 }]);
  assert.deepEqual([read['effectiveFrom'], read['minDeposit'], read['taxed']], ['2026-12-01', '10000.00', true]);
});

for (const [name, change, reason] of [
  ['a rate in words', { ratePercent: 'tiga' }, 'percent_format'],
  ['a term without months', { tenors: 'enam = 5' }, 'line_format'],
  ['a middle tier without an end', { tiers: 'lebih = 4\n5.000.000 = 2' }, 'line_format'],
] as const) {
  test(`${name} is refused at its field`, () => {
    assert.throws(() => readTermsForm({ ...BASE, ...change }, 'id'), { reason });
  });
}

test('terms shown in a form and sent unchanged are the same terms', () => {
  const terms: Terms = {
    productId: '',
    effectiveFrom: parseDate('2026-11-01'),
    ratePpm: 32_500n,
    tiers: [{ upToSen: '500000000', ratePpm: 20_000 }, { ratePpm: 45_000 }],
    tierMode: 'whole',
    balanceMethod: 'minimum',
    dayCount: 'actual/365',
    posting: 'quarterly',
    compounding: 'none',
    roundingStepSen: 1n,
    roundingMode: 'half_even',
    taxed: false,
    adminFeeSen: 0n,
    minBalanceSen: 1_000_000n,
    minDepositSen: 1_000_050n,
    depositSenMax: null,
    withdrawalSenMax: null,
    approvalAboveSen: 2_500_000_000n,
    dueSen: null,
    dueDay: 10,
    tenors: [{ months: 6, ratePpm: 55_000 }],
    legalBasis: 'ART',
    setByName: 'Ketua',
  };
  const read = readTermsForm({ ...BASE, ...termsFormValues(terms) }, 'id');
  assert.deepEqual(
    [read['ratePpm'], read['tiers'], read['tenors'], read['balanceMethod'], read['posting'], read['taxed']],
    [
      32_500,
      [{ upTo: '5000000.00', ratePpm: 20_000 }, { ratePpm: 45_000 }],
      [{ months: 6, ratePpm: 55_000 }],
      'minimum',
      'quarterly',
      false,
    ],
  );
  assert.deepEqual([read['minDeposit'], read['approvalAbove'], read['due']], ['10000.50', '25000000.00', undefined]);
});
