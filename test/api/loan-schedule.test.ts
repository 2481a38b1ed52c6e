import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { apiOf } from '../support/people.ts';
import { testWorld } from '../support/world.ts';

const api = apiOf(await testWorld());
const LOAN = {
  principal: '5000.00',
  rate: { annualPercent: '12' },
  method: 'flat',
  instalments: 18,
  disbursedOn: '2022-11-01',
  rounding: { instalment: '1.00' },
};
const ask = (extras: object) => api.call('POST', '/tools/loan-schedule', { body: { ...LOAN, ...extras } });

describe('POST /tools/loan-schedule', () => {
  test('answers anyone, with the rest of the request left to its defaults', async () => {
    const answer = await ask({});
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(answer.body.schedule[0], {
      no: 1,
      dueOn: '2022-12-01',
      principal: '278.00',
      interest: '50.00',
      total: '328.00',
      balanceAfter: '4722.00',
    });
    assert.deepEqual(answer.body.totals, { principal: '5000.00', interest: '900.00', total: '5900.00' });
    assert.equal(answer.body.engineVersion, 1);
    assert.match(answer.body.effectiveAnnualPercent, /^23\.\d{4}$/);
  });

  test('the whole example of the contract is understood', async () => {
    const answer = await ask({
      method: 'annuity',
      dayCount: '30/360',
      interestPeriod: 'per_instalment',
      frequency: { every: 1, unit: 'month' },
      firstDueOn: '2022-12-01',
      grace: { principal: 0, interestPayment: 0, interestFree: 0 },
      rounding: { interest: '0.01', instalment: '1.00', mode: 'half_even', residual: 'last' },
      dueDateRule: 'clamp',
      disbursements: [{ on: '2022-11-01', amount: '5000.00' }],
      events: [{ type: 'repayment', on: '2022-12-01', amount: '1000.00' }],
      prepayment: 'reduce_instalment',
    });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.schedule[0].total, '1000.00');
    assert.equal(answer.body.totals.principal, '5000.00');
  });

  test('what cannot be read is 400, what does not fit together is 422, each at its field', async () => {
    const number = await ask({ principal: 5000 });
    assert.deepEqual([number.status, number.body.errors[0].field], [400, 'principal']);
    const long = await ask({ instalments: 601 });
    assert.deepEqual([long.status, long.body.errors[0].field], [400, 'instalments']);
    const early = await ask({ firstDueOn: '2022-11-01' });
    assert.deepEqual([early.status, early.body.code], [400, 'first_due_before_disbursement']);
    const parts = await ask({ disbursements: [{ on: '2022-11-01', amount: '1.00' }] });
    assert.deepEqual([parts.status, parts.body.errors[0].code], [422, 'disbursements_sum']);
    const much = await ask({ events: [{ type: 'repayment', on: '2022-12-01', amount: '9999.00' }] });
    assert.deepEqual([much.status, much.body.errors[0].code], [422, 'repayment_above_debt']);
  });

  test('600 instalments are answered', async () => {
    const answer = await ask({ instalments: 600, method: 'annuity', rounding: {} });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.schedule.length, 600);
  });

  test('nothing above was a bug', () => assert.deepEqual(api.bugs, []));
});
