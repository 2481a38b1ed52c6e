import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, parseDate } from '#kernel/dates';
import { taxLedger } from '../interest/index.ts';
import {
  accountEarnings,
  type EarningAccount,
  type EarningFacts,
  endsPostingPeriod,
  interestTerms,
} from './earnings.ts';

const d = parseDate;
const FACTS: EarningFacts = {
  ratePpm: 120_000n,
  tiers: [],
  tierMode: 'whole',
  balanceMethod: 'daily',
  dayCount: '30/360',
  posting: 'monthly',
  compounding: 'none',
  roundingStepSen: 1n,
  roundingMode: 'half_even',
  taxed: true,
  adminFeeSen: 0n,
};
const TAX = { exemptPerMonthSen: 24_000_000n, ratePpm: 100_000n };
const ACCOUNT: EarningAccount = {
  from: d('2026-09-01'),
  until: d('2026-11-01'),
  openingSen: 100_000_000n,
  movements: [],
  headroomSen: 100_000_000n,
};

function earn(
  account: Partial<EarningAccount>,
  facts: Partial<EarningFacts> = {},
  before: Parameters<typeof taxLedger>[2] = [],
) {
  const terms = interestTerms({ ...FACTS, ...facts }, TAX);
  return accountEarnings({ ...ACCOUNT, ...account }, () => terms, taxLedger(terms.tax, terms.rounding, before));
}

test('each month is its own earning, and posted interest earns in the next', () => {
  assert.deepEqual(
    earn({}).map(({ from, interestSen }) => [from, interestSen]),
    [
      ['2026-09-01', 1_000_000n],
      ['2026-10-01', 1_010_000n],
    ],
  );
});

test('what the member earned elsewhere in the month counts for the tax', () => {
  const [first] = earn({ until: d('2026-10-01') }, {}, [{ month: '2026-09', gross: 24_000_000n, tax: 0n }]);
  assert.equal(first?.taxSen, 2_500_000n);
  assert.deepEqual(
    first?.months.map(({ tax }) => tax),
    [2_500_000n],
  );
});

test('tax and fee together never take more than the interest and what is free', () => {
  const [first] = earn({ until: d('2026-10-01'), headroomSen: 0n }, { adminFeeSen: 500_000n }, [
    { month: '2026-09', gross: 24_000_000n, tax: 0n },
  ]);
  assert.deepEqual([first?.taxSen, first?.feeSen], [1_000_000n, 0n]);
});

test('tiers of a product are those of the engine', () => {
  const tiers = [{ upToSen: '50000000', ratePpm: 0 }, { ratePpm: 60_000 }];
  assert.equal(earn({ until: d('2026-10-01') }, { tiers })[0]?.interestSen, 500_000n);
});

test('a product that is not taxed keeps everything', () => {
  const [first] = earn({ until: d('2026-10-01'), openingSen: 10_000_000_000n }, { taxed: false });
  assert.deepEqual([first?.interestSen, first?.taxSen], [100_000_000n, 0n]);
});

test('quarters end in January, April, July and October, months on every first', () => {
  assert.deepEqual(
    ['2026-04-01', '2026-05-01', '2026-04-02'].map((day) => endsPostingPeriod(d(day), 'quarterly')),
    [true, false, false],
  );
  assert.equal(endsPostingPeriod(d('2026-05-01'), 'monthly'), true);
});

test('no balance ever falls below what is blocked by interest, tax and fee', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 11n });
  fc.assert(
    fc.property(amount, amount, amount, fc.integer({ min: 1, max: 200 }), (openingSen, fee, gross, days) => {
      const until = addDays(ACCOUNT.from, days);
      const earned = earn({ openingSen, until, headroomSen: openingSen }, { adminFeeSen: fee, posting: 'monthly' }, [
        { month: '2026-09', gross, tax: 0n },
      ]);
      const after = earned.reduce((sum, one) => sum + one.interestSen - one.taxSen - one.feeSen, openingSen);
      assert.ok(after >= 0n);
    }),
  );
});
