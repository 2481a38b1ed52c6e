import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { yearFraction } from '#kernel/day-count';
import { DomainError } from '#kernel/errors';
import { answerSavingsInterest, SavingsInterestRequest } from './index.ts';
import { cutPeriods } from './periods.ts';

const d = parseDate;
const ask = (request: object) => answerSavingsInterest(SavingsInterestRequest.parse(request));
const one = { annualPercent: '12', from: '2026-01-01', to: '2026-02-01', opening: '1000000' };

describe('day counts', () => {
  const table: [string, Parameters<typeof yearFraction>[0], string, string, bigint, bigint][] = [
    ['a whole February is 30 days of 360', '30/360', '2026-02-01', '2026-03-01', 30n, 360n],
    ['a 31st is read as a 30th', '30/360', '2026-01-31', '2026-03-31', 60n, 360n],
    ['a year of 30-day months over 365', '30/365', '2026-01-01', '2027-01-01', 360n, 365n],
    ['a leap year has 366 days over 365', 'actual/365', '2024-01-01', '2025-01-01', 366n, 365n],
    ['days over 360', 'actual/360', '2026-01-01', '2026-02-01', 31n, 360n],
    ['52 weeks are a year of 364', 'actual/364', '2026-01-05', '2026-01-12', 7n, 364n],
    ['a leap year is one whole year', 'actual/actual', '2024-01-01', '2025-01-01', 366n, 366n],
  ];
  for (const [name, dayCount, from, to, n, days] of table) {
    test(name, () => assert.deepEqual(yearFraction(dayCount, d(from), d(to)), { n, d: days }));
  }

  test('actual/actual splits at 31 December', () => {
    const split = yearFraction('actual/actual', d('2023-12-01'), d('2024-02-01'));
    assert.equal(split.n * 365n * 366n, split.d * (31n * 366n + 31n * 365n));
  });
});

describe('posting periods', () => {
  const ends = (from: string, to: string, frequency: Parameters<typeof cutPeriods>[1], start = 1) =>
    cutPeriods({ from: d(from), to: d(to) }, frequency, { financialYearStart: start }).map((period) => period.to);

  test('months follow the calendar, the first and last may be short', () => {
    assert.deepEqual(ends('2026-01-15', '2026-03-10', 'monthly'), ['2026-02-01', '2026-03-01', '2026-03-10']);
  });
  test('quarters follow the financial year', () => {
    assert.deepEqual(ends('2026-01-01', '2026-07-01', 'quarterly', 2), ['2026-02-01', '2026-05-01', '2026-07-01']);
  });
  test('a financial year from April ends on 31 March', () => {
    assert.deepEqual(ends('2025-06-01', '2026-06-01', 'annual', 4), ['2026-04-01', '2026-06-01']);
  });
  test('half-years and weeks', () => {
    assert.deepEqual(ends('2026-05-01', '2027-01-01', 'semiannual'), ['2026-07-01', '2027-01-01']);
    assert.deepEqual(ends('2026-05-01', '2026-05-18', 'weekly'), ['2026-05-08', '2026-05-15', '2026-05-18']);
  });
  test('a term deposit of the 31st compounds at month ends', () => {
    const calendar = { financialYearStart: 1, anchor: d('2026-01-31') };
    const cut = cutPeriods({ from: d('2026-01-31'), to: d('2026-04-30') }, 'monthly', calendar);
    assert.deepEqual(
      cut.map(({ to }) => to),
      ['2026-02-28', '2026-03-31', '2026-04-30'],
    );
  });
});

describe('balances', () => {
  test('a deposit earns from its own day, a withdrawal stops on its own day', () => {
    const moved = [
      { on: '2026-01-11', type: 'deposit', amount: '1000000' },
      { on: '2026-01-21', type: 'withdrawal', amount: '1500000' },
    ];
    // 10 days of 1,000,000, 10 of 2,000,000, 11 of 500,000
    const { totals } = ask({ ...one, transactions: moved });
    assert.deepEqual([totals.interest, totals.closing], ['11671.23', '511671.23']);
  });
  test('the lowest balance counts the moment between a withdrawal and a deposit of one day', () => {
    const dip = [
      { on: '2026-01-15', type: 'withdrawal', amount: '900000' },
      { on: '2026-01-15', type: 'deposit', amount: '900000' },
    ];
    assert.equal(
      ask({ ...one, balanceMethod: 'minimum', dayCount: '30/360', transactions: dip }).totals.interest,
      '1000.00',
    );
    assert.equal(
      ask({ ...one, balanceMethod: 'daily', dayCount: '30/360', transactions: dip }).totals.interest,
      '10000.00',
    );
  });
  test('a deposit on the first day of a month belongs to its lowest balance', () => {
    const deposit = [{ on: '2026-02-01', type: 'deposit', amount: '1000000' }];
    const { postings } = ask({
      ...one,
      to: '2026-03-01',
      balanceMethod: 'minimum',
      dayCount: '30/360',
      transactions: deposit,
    });
    assert.deepEqual(
      postings.map(({ interest }) => interest),
      ['10000.00', '20000.00'],
    );
  });
  test('an emptied account earns nothing from that day', () => {
    const emptied = [{ on: '2026-01-01', type: 'withdrawal', amount: '1000000' }];
    assert.equal(ask({ ...one, transactions: emptied }).totals.interest, '0.00');
  });
  test('a transaction on the day after the last changes only the closing balance', () => {
    const { totals } = ask({ ...one, transactions: [{ on: '2026-02-01', type: 'deposit', amount: '5' }] });
    assert.deepEqual([totals.interest, totals.closing], ['10191.78', '1010196.78']);
  });
});

describe('the period', () => {
  const days = (from: string, to: string) =>
    ask({ ...one, annualPercent: '36.5', opening: '1000', from, to }).totals.interest;

  test('is half-open: the end no longer earns', () => {
    assert.deepEqual([days('2026-01-01', '2026-01-02'), days('2026-01-15', '2026-01-31')], ['1.00', '16.00']);
  });
  test('of whole calendar months may be written by its last day', () => {
    assert.deepEqual([days('2026-01-01', '2026-01-31'), days('2026-01-01', '2026-02-01')], ['31.00', '31.00']);
    assert.equal(ask({ ...one, to: '2026-01-31' }).postings[0]?.on, '2026-01-31');
  });
});

describe('compounding', () => {
  test('without it each month pays on the money put in only', () => {
    const { postings } = ask({ ...one, to: '2026-04-01', dayCount: '30/360' });
    assert.deepEqual(
      postings.map(({ interest }) => interest),
      ['10000.00', '10000.00', '10000.00'],
    );
  });
  test('monthly, the posted net earns in the next month', () => {
    const { postings } = ask({ ...one, to: '2026-04-01', dayCount: '30/360', compounding: 'monthly' });
    assert.deepEqual(
      postings.map(({ interest }) => interest),
      ['10000.00', '10100.00', '10201.00'],
    );
  });
  test('quarterly, monthly postings wait for the quarter to earn', () => {
    const { postings } = ask({ ...one, to: '2026-05-01', dayCount: '30/360', compounding: 'quarterly' });
    assert.deepEqual(
      postings.map(({ interest }) => interest),
      ['10000.00', '10000.00', '10000.00', '10300.00'],
    );
  });
  test('inside a longer posting period interest earns unrounded', () => {
    const { postings } = ask({
      ...one,
      to: '2026-04-01',
      dayCount: '30/360',
      compounding: 'monthly',
      posting: 'quarterly',
    });
    assert.deepEqual(
      postings.map(({ interest }) => interest),
      ['30301.00'],
    );
  });
  test('tax withheld does not earn', () => {
    const tax = { exemptPerMonth: '0', percent: '10' };
    const { postings } = ask({ ...one, to: '2026-03-01', dayCount: '30/360', compounding: 'monthly', tax });
    assert.deepEqual(
      postings.map(({ interest }) => interest),
      ['10000.00', '10090.00'],
    );
  });
});

describe('tiers, rounding and fees', () => {
  const tiers = [
    { upTo: '1000000', annualPercent: '0' },
    { upTo: '5000000', annualPercent: '6' },
    { annualPercent: '12' },
  ];
  const base = { from: '2026-01-01', to: '2026-02-01', dayCount: '30/360', tiers };

  test('the tier of the balance counts for the whole of it, its end included', () => {
    const interests = ['1000000', '1000000.01', '5000000', '5000001'].map(
      (opening) => ask({ ...base, opening }).totals.interest,
    );
    assert.deepEqual(interests, ['0.00', '5000.00', '25000.00', '50000.01']);
  });
  test('marginal tiers pay each slice at its own rate', () => {
    assert.equal(ask({ ...base, opening: '7000000', tierMode: 'marginal' }).totals.interest, '40000.00');
  });
  test('the names used in published tables are understood too', () => {
    const published = [{ up_to: '1000000', rate: '0' }, { rate: '12' }];
    assert.equal(ask({ ...base, tiers: published, opening: '2000000' }).totals.interest, '20000.00');
  });
  const steps: [string, string, string][] = [
    ['1.00', 'down', '10191.00'],
    ['1.00', 'half_up', '10192.00'],
    ['100.00', 'half_even', '10200.00'],
    ['100', 'down', '10100.00'],
    ['0.0001', 'half_even', '10191.7808'],
    ['0.5', 'down', '10191.50'],
  ];
  for (const [step, mode, interest] of steps) {
    test(`a step of ${step} rounded ${mode} gives ${interest}`, () => {
      assert.equal(ask({ ...one, rounding: { step, mode } }).totals.interest, interest);
    });
  }
  test('a fee is taken at each posting, never below zero', () => {
    const { totals } = ask({ ...one, annualPercent: '0', opening: '8000', to: '2026-04-01', feePerPosting: '3000' });
    assert.deepEqual([totals.fee, totals.closing], ['8000.00', '0.00']);
  });
});

describe('tax by calendar month', () => {
  const tax = { exemptPerMonth: '240000', percent: '10' };
  const base = { annualPercent: '12', dayCount: '30/360', from: '2026-01-01', to: '2026-04-01', tax };

  test('240,000 is free, one sen more is taxed on the whole', () => {
    assert.equal(ask({ ...base, opening: '24000000' }).totals.tax, '0.00');
    assert.equal(ask({ ...base, to: '2026-02-01', opening: '24000001' }).totals.tax, '24000.00');
  });
  test('a quarterly posting is tested month by month', () => {
    const deposit = [{ on: '2026-03-01', type: 'deposit', amount: '10000000' }];
    const { postings } = ask({ ...base, opening: '20000000', posting: 'quarterly', transactions: deposit });
    assert.deepEqual(
      postings.map(({ interest, tax: withheld }) => [interest, withheld]),
      [['700000.00', '30000.00']],
    );
  });
  test('daily postings withhold the same tax as one posting a month', () => {
    const daily = ask({ ...base, opening: '36000000', posting: 'daily' }).totals;
    const monthly = ask({ ...base, opening: '36000000' }).totals;
    assert.deepEqual([daily.interest, daily.tax], [monthly.interest, monthly.tax]);
  });
});

describe('what the calculator refuses', () => {
  const refusals: [string, object, string, string][] = [
    ['an empty period', { to: '2026-01-01' }, 'period_empty', 'to'],
    ['an end before the beginning', { to: '2025-12-31' }, 'period_empty', 'to'],
    ['more than fifty years', { to: '2076-01-02' }, 'period_too_long', 'to'],
    [
      'a transaction before the period',
      { transactions: [{ on: '2025-12-31', type: 'deposit', amount: '1' }] },
      'transaction_outside_period',
      'transactions.0.on',
    ],
    [
      'a day that closes below zero',
      { transactions: [{ on: '2026-01-05', type: 'withdrawal', amount: '1000000.01' }] },
      'balance_negative',
      'transactions',
    ],
    [
      'tiers that do not rise',
      {
        tiers: [
          { upTo: '5', annualPercent: '1' },
          { upTo: '5', annualPercent: '2' },
        ],
      },
      'tiers_not_rising',
      'tiers.1.upTo',
    ],
    ['a tax over 100 percent', { tax: { exemptPerMonth: '0', percent: '101' } }, 'percent_over_100', 'tax.percent'],
  ];
  for (const [name, change, reason, field] of refusals) {
    test(name, () => {
      assert.throws(
        () => ask({ ...one, ...change }),
        (error) => error instanceof DomainError && error.reason === reason && error.fields[0]?.field === field,
      );
    });
  }
  for (const [name, change] of [
    ['a JSON number for money', { opening: 1000 }],
    ['a third decimal', { opening: '1.005' }],
    ['a sign', { opening: '-1' }],
    ['an exponent', { opening: '1e6' }],
    ['a day that is none', { to: '2026-02-30' }],
    ['no rate at all', { annualPercent: undefined }],
    ['a step of zero', { rounding: { step: '0.00', mode: 'down' } }],
  ] as const) {
    test(`the request's form: ${name}`, () =>
      assert.equal(SavingsInterestRequest.safeParse({ ...one, ...change }).success, false));
  }
});
