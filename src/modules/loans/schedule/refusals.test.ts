import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DomainError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import { answerLoanSchedule, ScheduleRequest } from './index.ts';

const LOAN = {
  principal: '1200000.00',
  rate: { annualPercent: '12' },
  method: 'annuity',
  instalments: 12,
  disbursedOn: '2026-01-15',
};
const ask = (extras: object) => answerLoanSchedule(parseInput(ScheduleRequest, { ...LOAN, ...extras }));
const paid = (on: string, amount: string) => ({ type: 'repayment', on, amount });
const rate = (on: string, annualPercent = '10') => ({ type: 'rate_change', on, rate: { annualPercent } });
const moved = (no: number, dueOn: string) => ({ type: 'moved_due_date', no, dueOn });

/** What is asked, the field that is told, and the reason; undefined where the checker of forms writes its own. */
const refusals: [name: string, extras: object, field: string, reason?: string][] = [
  ['a rate below zero', { rate: { annualPercent: '-1' } }, 'rate'],
  ['a rate of two kinds', { rate: { annualPercent: '1', periodPercent: '1' } }, 'rate'],
  ['a rate as a number', { rate: { annualPercent: 12 } }, 'rate'],
  ['an absurd yearly rate', { rate: { annualPercent: '1001' } }, 'rate.annualPercent', 'rate_too_high'],
  ['an absurd monthly rate', { rate: { periodPercent: '84' } }, 'rate.periodPercent', 'rate_too_high'],
  ['no instalment', { instalments: 0 }, 'instalments'],
  ['601 instalments', { instalments: 601 }, 'instalments'],
  ['half an instalment', { instalments: 1.5 }, 'instalments'],
  ['nothing lent', { principal: '0.00' }, 'principal', 'principal_not_positive'],
  ['a negative principal', { principal: '-5.00' }, 'principal'],
  ['a principal as a number', { principal: 1200000 }, 'principal'],
  ['a third decimal', { principal: '1.001' }, 'principal'],
  ['an exponent', { principal: '1e6' }, 'principal'],
  ['more than any loan', { principal: '999999999999999.00' }, 'principal', 'amount_too_large'],
  ['an unknown method', { method: 'magic' }, 'method'],
  ['an unknown word', { instalment: 12 }, 'instalment', 'unknown_field'],
  ['a day that is none', { disbursedOn: '2026-02-30' }, 'disbursedOn', 'date_format'],
  ['a first due date on the disbursement', { firstDueOn: '2026-01-15' }, 'firstDueOn', 'first_due_before_disbursement'],
  [
    'a last instalment beyond 2199',
    { instalments: 600, frequency: { every: 12, unit: 'month' } },
    'instalments',
    'due_date_out_of_range',
  ],
  ['a grace as long as the loan', { grace: { principal: 12 } }, 'grace.principal', 'grace_too_long'],
  ['interest put off for ever', { grace: { interestPayment: 12 } }, 'grace.interestPayment', 'grace_too_long'],
  ['more free periods than there are', { grace: { interestFree: 13 } }, 'grace.interestFree', 'grace_too_long'],
  [
    'a grace where the method says when',
    { method: 'bullet', grace: { principal: 1 } },
    'grace.principal',
    'grace_not_with_method',
  ],
  ['a step of nothing', { rounding: { interest: '0.00' } }, 'rounding.interest', 'step_not_positive'],
  [
    'an instalment step above the instalment',
    { rounding: { instalment: '150000.00' } },
    'rounding.instalment',
    'step_above_instalment',
  ],
  [
    'a principal step above the principal part',
    { method: 'equal_principal', rounding: { principal: '150000.00' } },
    'rounding.principal',
    'step_above_instalment',
  ],
  [
    'payouts that do not sum',
    { disbursements: [{ on: '2026-01-15', amount: '1.00' }] },
    'disbursements',
    'disbursements_sum',
  ],
  [
    'a payout of nothing',
    { disbursements: [{ on: '2026-01-15', amount: '0.00' }] },
    'disbursements.0.amount',
    'principal_not_positive',
  ],
  [
    'a payout before the first',
    { disbursements: [{ on: '2026-01-14', amount: '1200000.00' }] },
    'disbursements.0.on',
    'disbursements_out_of_range',
  ],
  [
    'a payout on the last due date',
    { disbursements: [{ on: '2027-01-15', amount: '1200000.00' }] },
    'disbursements.0.on',
    'disbursements_out_of_range',
  ],
  ['a balloon with another method', { balloon: '1.00' }, 'balloon', 'balloon_not_with_method'],
  ['a balloon without an amount', { method: 'balloon' }, 'balloon', 'balloon_missing'],
  ['a balloon above the loan', { method: 'balloon', balloon: '1200000.01' }, 'balloon', 'balloon_too_large'],
  ['a balloon above all of it', { method: 'balloon', balloonPercent: '101' }, 'balloonPercent', 'balloon_too_large'],
  ['shares with another method', { shares: ['100'] }, 'shares', 'shares_not_with_method'],
  ['no shares', { method: 'shares' }, 'shares', 'shares_missing'],
  ['too few shares', { method: 'shares', shares: ['100'] }, 'shares', 'shares_count'],
  ['shares of 90 percent', { method: 'shares', instalments: 2, shares: ['40', '50'] }, 'shares', 'shares_sum'],
  [
    'holidays that bring two dates together',
    {
      frequency: { every: 1, unit: 'day' },
      instalments: 3,
      holidays: { dates: ['2026-01-16'], shift: 'next' },
    },
    'holidays',
    'due_dates_collide',
  ],
  ['a payment before the loan', { events: [paid('2026-01-14', '1.00')] }, 'events.0.on', 'event_before_disbursement'],
  ['a payment of nothing', { events: [paid('2026-02-15', '0.00')] }, 'events.0.amount', 'amount_not_positive'],
  [
    'a payment above the debt',
    { events: [paid('2026-02-15', '1212000.01')] },
    'events.0.amount',
    'repayment_above_debt',
  ],
  [
    'a payment after all is paid',
    { events: [paid('2026-02-15', '1212000.00'), paid('2026-03-15', '1.00')] },
    'events.1.amount',
    'repayment_above_debt',
  ],
  ['two rates on one day', { events: [rate('2026-02-15'), rate('2026-02-15')] }, 'events.1.on', 'event_twice'],
  ['an absurd new rate', { events: [rate('2026-02-15', '2000')] }, 'events.0.rate.annualPercent', 'rate_too_high'],
  ['a date for an instalment that is none', { events: [moved(13, '2027-02-15')] }, 'events.0.no', 'instalment_unknown'],
  ['a date after the next', { events: [moved(1, '2026-03-15')] }, 'events.0.dueOn', 'due_dates_collide'],
  ['a date before the one before', { events: [moved(2, '2026-02-15')] }, 'events.0.dueOn', 'due_dates_collide'],
];

describe('a schedule is refused, at its field', () => {
  for (const [name, extras, field, reason] of refusals) {
    test(name, () => {
      assert.throws(
        () => ask(extras),
        (error) => {
          assert.ok(error instanceof DomainError, String(error));
          assert.ok(
            error.fields.some((one) => one.field === field || one.field.startsWith(`${field}.`)),
            JSON.stringify(error.fields),
          );
          if (reason)
            assert.ok(
              error.fields.some(({ code }) => code === reason),
              JSON.stringify(error.fields),
            );
          return true;
        },
      );
    });
  }
});

describe('at the edge of what is allowed', () => {
  test('600 instalments, a rate of nothing and a loan of one rupiah are answered', () => {
    assert.equal(ask({ instalments: 600 }).schedule.length, 600);
    assert.equal(ask({ rate: { annualPercent: '0' } }).totals.interest, '0.00');
    const tiny = ask({ principal: '1.00', method: 'equal_principal' });
    assert.equal(tiny.totals.principal, '1.00');
    assert.equal(tiny.schedule.length, 12);
  });

  test('a payment of exactly the debt closes the loan on its day', () => {
    const { schedule } = ask({ events: [paid('2026-02-15', '1212000.00')] });
    assert.deepEqual(
      schedule.map(({ dueOn, principal, interest, balanceAfter }) => [dueOn, principal, interest, balanceAfter]),
      [['2026-02-15', '1200000.00', '12000.00', '0.00']],
    );
  });
});
