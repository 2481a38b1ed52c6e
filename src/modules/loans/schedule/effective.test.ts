import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answerLoanSchedule, ScheduleRequest } from './index.ts';

const LOAN = { principal: '12000000.00', method: 'annuity', instalments: 12, disbursedOn: '2026-01-01' };
const yearly = (extras: object) =>
  answerLoanSchedule(ScheduleRequest.parse({ ...LOAN, rate: { annualPercent: '12' }, ...extras }))
    .effectiveAnnualPercent;

test('an annuity of 1 percent a month costs 1.01^12 - 1 a year: 12.6825 percent', () => {
  assert.equal(yearly({}), '12.6825');
  assert.equal(yearly({ method: 'equal_principal' }), '12.6825');
  assert.equal(yearly({ method: 'bullet' }), '12.6825');
});

test('a flat rate costs nearly twice its name', () => {
  // Twelve months at 1 percent flat: 1.7880 percent a month on what is owed.
  assert.equal(yearly({ method: 'flat' }), '23.6984');
});

test('a yearly instalment costs its own rate, a loan without interest nothing', () => {
  assert.equal(yearly({ instalments: 3, frequency: { every: 12, unit: 'month' } }), '12.0000');
  assert.equal(yearly({ rate: { annualPercent: '0' } }), '0.0000');
});

test('a week counts as 1/52 and a day as 1/365 of a year', () => {
  // 1.01^52 - 1 and 1.001^365 - 1.
  assert.equal(yearly({ rate: { periodPercent: '1' }, frequency: { every: 1, unit: 'week' } }), '67.7689');
  assert.equal(yearly({ rate: { periodPercent: '0.1' }, frequency: { every: 1, unit: 'day' } }), '44.0251');
});

test('an odd first period is counted by its days', () => {
  const late = Number(yearly({ firstDueOn: '2026-03-01' }));
  assert.ok(late < 12.6, `two months for the interest of one: ${late}`);
});

test('where no rate up to a million percent exists, none is told', () => {
  const tiny = { principal: '0.01', rate: { annualPercent: '1000' }, rounding: { interest: '1.00', mode: 'half_up' } };
  assert.equal(yearly({ ...tiny, instalments: 1, firstDueOn: '2026-01-02', method: 'bullet' }), '0.0000');
  const days = { rate: { periodPercent: '80' }, method: 'bullet', instalments: 1, firstDueOn: '2026-01-02' };
  assert.equal(yearly(days), null);
});

test('a higher rate never costs less', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 600 }),
      fc.constantFrom('flat', 'annuity', 'equal_principal'),
      (tenths, method) => {
        const at = (one: number) => Number(yearly({ method, rate: { annualPercent: String(one / 10) } }));
        assert.ok(at(tenths + 1) >= at(tenths));
      },
    ),
    { numRuns: 60 },
  );
});
