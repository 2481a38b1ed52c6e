import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ratioOfDecimal } from '#kernel/ratio';
import { answerSavingsInterest, SavingsInterestRequest } from './index.ts';
import { taxOnMonth } from './tax.ts';

const FOLDER = new URL('../../../../../shared/data/', import.meta.url);
const SHA256 = {
  'savings-interest.json': '08a85cc040826b55fd71d24fd3abd40fbbbde723209dee03b0c4cf8b2762fab2',
  'tax.json': '41d6e1a2980b6ad2b2a031cd2b8be3682af5f7ca549f6e678851475823228bbd',
};

/** The bytes are frozen, so that an expected value is never "mended". */
function readFrozen(name: keyof typeof SHA256): { cases: Record<string, unknown>[] } {
  const bytes = readFileSync(new URL(name, FOLDER));
  assert.equal(createHash('sha256').update(bytes).digest('hex'), SHA256[name], `${name} is not the frozen file`);
  return JSON.parse(bytes.toString('utf8'));
}

const present = existsSync(new URL('savings-interest.json', FOLDER));
const options = { skip: present ? false : 'skipped: ../shared/data is not beside this repository' };

type Published = { id: string; expected: Record<string, string>; inputs: Record<string, unknown> };
type Row = { on?: string; day?: number; date?: string; type: string; amount: string };

/** How each published case is asked in the words of the contract; `to` is the day after the last one that counts. */
const asked: Record<string, (inputs: Published['inputs']) => object> = {
  'SAV-FIN-daily-compound-fy-end': (inputs) => ({
    annualPercent: inputs['annual_rate_percent'],
    dayCount: inputs['day_count'],
    posting: 'annual',
    financialYearStart: 4,
    compounding: 'daily',
    from: '2013-12-01',
    to: '2014-04-01',
    transactions: rows(inputs),
    rounding: { step: '0.0001', mode: 'half_even' },
  }),
  'SAV-FIN-backdated-withdrawal-reversed': (inputs) => ({
    annualPercent: inputs['annual_rate_percent'],
    dayCount: inputs['day_count'],
    posting: 'daily',
    compounding: 'daily',
    from: '2026-03-01',
    to: '2026-03-06',
    transactions: [
      { on: '2026-03-01', type: 'deposit', amount: '100' },
      { on: '2026-03-02', type: 'withdrawal', amount: '200' },
      { on: '2026-03-02', type: 'deposit', amount: '200' },
    ],
    rounding: { step: '0.0001', mode: 'half_even' },
  }),
  'SAV-FIN-fd-10000-5pct-12m-quarterly': (inputs) => ({
    annualPercent: inputs['annual_rate_percent'],
    dayCount: '30/360',
    posting: 'maturity',
    compounding: 'quarterly',
    from: '2026-05-17',
    to: '2027-05-17',
    opening: inputs['principal'],
    rounding: { step: '0.0000000000000001', mode: 'half_even' },
  }),
  'SAV-OCBS-minbal-withdraw-then-deposit': (inputs) => lowestOfJanuary(inputs),
  'SAV-OCBS-minbal-midmonth-deposit': (inputs) => lowestOfJanuary(inputs),
  'SAV-ID-average-balance-tiered-tax-admin': (inputs) => ({
    dayCount: inputs['day_count'],
    balanceMethod: 'average',
    from: '2015-09-01',
    to: '2015-10-01',
    transactions: rows(inputs),
    tiers: (inputs['tiers'] as { up_to?: string; rate: string }[]).map(({ up_to, rate }) => ({
      annualPercent: rate,
      ...(up_to === undefined ? {} : { upTo: up_to }),
    })),
    tax: { exemptPerMonth: '0', percent: inputs['withholding_tax_percent'] },
    feePerPosting: inputs['admin_fee'],
  }),
  'SAV-ID-minimum-balance-12pct': (inputs) => ({
    annualPercent: inputs['annual_rate_percent'],
    dayCount: inputs['day_count'],
    balanceMethod: 'minimum',
    posting: 'maturity',
    from: '2026-01-01',
    to: '2027-01-01',
    opening: inputs['principal'],
  }),
};

function rows(inputs: Published['inputs']): object[] {
  return (inputs['transactions'] as Row[]).map(({ date, type, amount }) => ({ on: date, type, amount }));
}

function lowestOfJanuary(inputs: Published['inputs']): object {
  return {
    annualPercent: '120',
    dayCount: '30/360',
    balanceMethod: 'minimum',
    from: '2009-01-01',
    to: '2009-02-01',
    transactions: rows(inputs),
  };
}

type Answer = ReturnType<typeof answerSavingsInterest>;

/** Where each published figure stands in our answer. */
const figures: Record<string, (answer: Answer) => string | undefined> = {
  interest: ({ totals }) => totals.interest,
  tax: ({ totals }) => totals.tax,
  posting_date: ({ postings }) => postings.at(-1)?.on,
  available_balance: ({ totals }) => totals.closing,
  maturity_amount: ({ totals }) => totals.closing,
  closing_balance: ({ totals }) => totals.closing,
  closing: ({ totals }) => totals.closing,
  interest_12_months: ({ totals }) => totals.interest,
  average_balance: ({ postings }) => postings[0]?.basis.split('.')[0],
};

/** Figures between the lines of a source that our answer does not print; each is implied by those that are compared. */
const passedOver = new Set(['sum_of_daily_balances', 'rate_used', 'interest_month']);

describe('the published cases of savings interest', options, () => {
  const cases = present ? (readFrozen('savings-interest.json').cases as unknown as Published[]) : [];

  test('every case of the file is asked', () => {
    assert.deepEqual(cases.map(({ id }) => id).sort(), Object.keys(asked).sort());
  });

  for (const { id, inputs, expected } of cases) {
    test(`${id} gives its published figures`, () => {
      const answer = answerSavingsInterest(SavingsInterestRequest.parse(asked[id]?.(inputs)));
      for (const [name, value] of Object.entries(expected)) {
        if (!passedOver.has(name)) assert.equal(plain(figures[name]?.(answer)), plain(value), `${id}: ${name}`);
      }
    });
  }

  test('one month of the lowest balance at 12 percent on 30/365 is 9,863.01', () => {
    const request = { ...asked['SAV-ID-minimum-balance-12pct']?.({ ...cases.at(-1)?.inputs }), to: '2026-02-01' };
    assert.equal(answerSavingsInterest(SavingsInterestRequest.parse(request)).totals.interest, '9863.01');
  });
});

/** `"75"`, `"75.0"` and `"75.00"` are one amount; the sources write it each their own way. */
function plain(text: string | undefined): string | undefined {
  return text?.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

describe('the published cases of PP 15/2009', options, () => {
  const tax = { exemptPerMonth: 24_000_000n, rate: ratioOfDecimal('0.10') };
  const cases = present ? readFrozen('tax.json').cases : [];
  for (const { status, bunga, pph } of cases) {
    const months = Array.isArray(bunga) ? bunga : [bunga];
    const expected = Array.isArray(pph) ? pph : [pph];
    test(`interest of ${months.join(', ')} a month is taxed ${expected.join(', ')} (${status})`, () => {
      const withheld = months.map((gross) => taxOnMonth(BigInt(gross) * 100n, tax, { step: 1n, mode: 'half_even' }));
      assert.deepEqual(
        withheld,
        expected.map((amount) => BigInt(Math.round(Number(amount) * 100))),
      );
    });
  }
});
