import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, daysBetween, parseDate } from '#kernel/dates';
import { DAY_COUNTS, yearFraction } from '#kernel/day-count';
import { add, compare, ZERO } from '#kernel/ratio';
import { accrue, sumAccruals } from './accrual.ts';
import { BALANCE_METHODS, balanceDays } from './balance.ts';
import { type InterestTerms, interestPostings } from './engine.ts';
import { COMPOUNDINGS, cutPeriods, POSTINGS } from './periods.ts';

const EPOCH = parseDate('2023-01-01');
const day = fc.integer({ min: 0, max: 900 }).map((offset) => addDays(EPOCH, offset));
const span = fc
  .tuple(day, fc.integer({ min: 1, max: 500 }))
  .map(([from, length]) => ({ from, to: addDays(from, length) }));
const terms: fc.Arbitrary<InterestTerms> = fc.record({
  tiers: fc.bigInt({ min: 0n, max: 300_000n }).map((ppm) => [{ rate: { n: ppm, d: 1_000_000n } }]),
  tierMode: fc.constant('whole' as const),
  dayCount: fc.constantFrom(...DAY_COUNTS),
  balanceMethod: fc.constantFrom(...BALANCE_METHODS),
  posting: fc.constantFrom(...POSTINGS),
  compounding: fc.constantFrom(...COMPOUNDINGS),
  financialYearStart: fc.integer({ min: 1, max: 12 }),
  rounding: fc.record({
    step: fc.constantFrom(1n, 100n, 10_000n),
    mode: fc.constantFrom('half_even' as const, 'half_up' as const, 'down' as const),
  }),
  feePerPosting: fc.constant(0n),
});
const history = span.chain((period) =>
  fc.record({
    from: fc.constant(period.from),
    to: fc.constant(period.to),
    opening: fc.bigInt({ min: 0n, max: 10n ** 13n }),
    movements: fc.array(
      fc.record({
        on: fc
          .integer({ min: 0, max: daysBetween(period.from, period.to) - 1 })
          .map((offset) => addDays(period.from, offset)),
        amount: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      }),
      { maxLength: 12 },
    ),
  }),
);

test('a year fraction is additive: a period cut in two weighs as much as the whole', () => {
  fc.assert(
    fc.property(fc.constantFrom(...DAY_COUNTS), fc.array(day, { minLength: 3, maxLength: 3 }), (dayCount, days) => {
      const [a, b, c] = [...days].sort();
      if (!a || !b || !c) return;
      const halves = add(yearFraction(dayCount, a, b), yearFraction(dayCount, b, c));
      assert.equal(compare(halves, yearFraction(dayCount, a, c)), 0);
    }),
  );
});

test('periods cover every day once, whatever the frequency', () => {
  fc.assert(
    fc.property(
      span,
      fc.constantFrom(...POSTINGS),
      fc.integer({ min: 1, max: 12 }),
      (period, posting, financialYearStart) => {
        const cut = cutPeriods(period, posting, { financialYearStart });
        assert.deepEqual([cut[0]?.from, cut.at(-1)?.to], [period.from, period.to]);
        for (const [index, { from, to }] of cut.entries()) {
          assert.ok(from < to);
          if (index > 0) assert.equal(cut[index - 1]?.to, from);
        }
      },
    ),
  );
});

test('splitting a period changes no unrounded interest of daily balances', () => {
  fc.assert(
    fc.property(history, terms, day, (account, anyTerms, cut) => {
      const daily = { ...anyTerms, balanceMethod: 'daily' as const };
      const middle = cut > account.from && cut < account.to ? cut : account.to;
      const days = balanceDays(account.from, account.opening, account.movements);
      const earned = (from: typeof cut, to: typeof cut) => sumAccruals(accrue(days, { from, to }, ZERO, daily));
      const parts = add(earned(account.from, middle), middle < account.to ? earned(middle, account.to) : ZERO);
      assert.equal(compare(parts, earned(account.from, account.to)), 0);
    }),
  );
});

test('interest is never negative, a multiple of the step, and the same when asked twice', () => {
  fc.assert(
    fc.property(history, terms, (account, anyTerms) => {
      const postings = interestPostings(account, anyTerms);
      for (const { interest } of postings) {
        assert.ok(interest >= 0n);
        assert.equal(interest % anyTerms.rounding.step, 0n);
      }
      assert.deepEqual(interestPostings(account, anyTerms), postings);
    }),
  );
});

test('more money never earns less', () => {
  fc.assert(
    fc.property(history, terms, fc.bigInt({ min: 1n, max: 10n ** 12n }), (account, anyTerms, more) => {
      const total = (opening: bigint) =>
        interestPostings({ ...account, opening }, anyTerms).reduce((sum, { interest }) => sum + interest, 0n);
      assert.ok(total(account.opening + more) >= total(account.opening));
    }),
  );
});

test('the lowest balance never earns more than the average, which earns what the days do', () => {
  fc.assert(
    fc.property(history, terms, (account, anyTerms) => {
      const days = balanceDays(account.from, account.opening, account.movements);
      const actual = { ...anyTerms, dayCount: 'actual/365' as const };
      const earned = (balanceMethod: InterestTerms['balanceMethod']) =>
        sumAccruals(accrue(days, account, ZERO, { ...actual, balanceMethod }));
      assert.ok(compare(earned('minimum'), earned('average')) <= 0);
      assert.equal(compare(earned('average'), earned('daily')), 0);
    }),
  );
});

test('tax lies between nothing and its rate on all interest, and depends on months, not on how often is posted', () => {
  fc.assert(
    fc.property(history, terms, fc.bigInt({ min: 0n, max: 10n ** 9n }), (account, anyTerms, exemptPerMonth) => {
      const tax = { exemptPerMonth, rate: { n: 10n, d: 100n } };
      const sums = (posting: InterestTerms['posting']) => {
        const postings = interestPostings(account, { ...anyTerms, rounding: { step: 1n, mode: 'down' }, posting, tax });
        const sum = (pick: (one: (typeof postings)[number]) => bigint) =>
          postings.reduce((all, one) => all + pick(one), 0n);
        return { interest: sum((one) => one.interest), tax: sum((one) => one.tax) };
      };
      const { interest, tax: withheld } = sums(anyTerms.posting);
      assert.ok(withheld >= 0n && withheld * 10n <= interest);
    }),
  );
});
