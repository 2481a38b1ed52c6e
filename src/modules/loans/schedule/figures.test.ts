import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { figures } from './figures.fixture.ts';
import { answerLoanSchedule, ScheduleRequest } from './index.ts';

const answer = (request: object) => answerLoanSchedule(ScheduleRequest.parse(request));

describe('schedules printed in the tests of other lending programs', () => {
  for (const { id, request, rows } of figures) {
    test(`${id} gives its printed cells`, () => {
      const { schedule } = answer(request);
      const printed = rows.map((row) => row.split(' '));
      const ours = schedule.slice(0, rows.length).map((row, index) => {
        const cells = [row.dueOn, row.principal, row.interest, row.balanceAfter];
        return cells.map((cell, at) => (printed[index]?.[at] === '-' ? '-' : cell)).slice(0, printed[index]?.length);
      });
      assert.deepEqual(ours, printed);
      assert.equal(schedule.length >= rows.length, true);
    });
  }
});

/** murraystokely/mortgagemath@63bd67c00e, tests/schedules: the instalment, and rows `no total principal interest balance`. */
const textbooks = [
  ['Broverman 2.7(a)', '12000.00', '12', 36, '398.57'],
  ['Broverman 2.7(b)', '12000.00', '15', 48, '333.97'],
  ['CFPB H-25(B) Ficus', '162000.00', '3.875', 360, '761.78'],
  ['Mississippi State P3920', '100000.00', '7', 360, '665.30'],
] as const;

describe('instalments printed in textbooks and by regulators', () => {
  for (const [id, principal, annualPercent, instalments, instalment] of textbooks) {
    test(`${id}: ${principal} at ${annualPercent} percent over ${instalments} months is ${instalment}`, () => {
      const { schedule } = answer({
        principal,
        rate: { annualPercent },
        method: 'annuity',
        instalments,
        disbursedOn: '2024-01-01',
        rounding: { mode: 'half_up' },
      });
      assert.equal(schedule[0]?.total, instalment);
    });
  }

  test('Regulation Z sample H-14: a rate that changes every year recasts the instalment on the balance', () => {
    const rates = ['15.41', '15.17', '13.17', '12.41'];
    const { schedule } = answer({
      principal: '10000.00',
      rate: { annualPercent: '17.41' },
      method: 'annuity',
      instalments: 360,
      disbursedOn: '2024-01-01',
      rounding: { mode: 'half_up' },
      events: rates.map((annualPercent, year) => ({
        type: 'rate_change',
        on: `${2025 + year}-01-01`,
        rate: { annualPercent },
      })),
    });
    assert.deepEqual(
      [1, 12, 13].map((no) => schedule[no - 1]).map((row) => [row?.total, row?.principal, row?.balanceAfter]),
      [
        ['145.90', '0.82', '9999.18'],
        ['145.90', '0.96', '9989.37'],
        ['129.81', '1.53', '9987.84'],
      ],
    );
  });
});
