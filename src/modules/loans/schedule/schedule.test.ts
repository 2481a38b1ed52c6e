import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerLoanSchedule, ENGINE_VERSION, ScheduleRequest } from './index.ts';

const LOAN = {
  principal: '1200000.00',
  rate: { annualPercent: '12' },
  method: 'annuity',
  instalments: 4,
  disbursedOn: '2026-01-15',
};
const ask = (extras: object) => answerLoanSchedule(ScheduleRequest.parse({ ...LOAN, ...extras }));
const cells = (extras: object) => ask(extras).schedule.map(({ principal, interest }) => `${principal} ${interest}`);
const dates = (extras: object) => ask(extras).schedule.map(({ dueOn }) => dueOn);
const paid = (on: string, amount: string) => ({ type: 'repayment', on, amount });

describe('ways of repaying beside the common three', () => {
  test('bullet: interest with each instalment, the principal with the last', () => {
    assert.deepEqual(cells({ method: 'bullet' }), [
      '0.00 12000.00',
      '0.00 12000.00',
      '0.00 12000.00',
      '1200000.00 12000.00',
    ]);
  });

  test('bullet after the harvest: interest waits for the end too and bears none itself', () => {
    assert.deepEqual(cells({ method: 'bullet', interestDue: 'end' }).at(-1), '1200000.00 48000.00');
  });

  test('a balloon stays for the last instalment, the others are equal', () => {
    const { schedule } = ask({ method: 'balloon', balloonPercent: '50' });
    assert.deepEqual(new Set(schedule.slice(0, 3).map(({ total }) => total)).size, 1);
    const [first, last] = [Number(schedule[0]?.total), Number(schedule.at(-1)?.total)];
    assert.ok(Math.abs(last - first - 600_000) < 0.05, `${first} and ${last}`);
  });

  test('shares of 10, 20, 30 and 40 percent: each its part, interest on what is owed', () => {
    assert.deepEqual(cells({ method: 'shares', shares: ['10', '20', '30', '40'] }), [
      '120000.00 12000.00',
      '240000.00 10800.00',
      '360000.00 8400.00',
      '480000.00 4800.00',
    ]);
  });

  test('qardh: without a rate only the principal comes back', () => {
    assert.deepEqual(ask({ rate: { annualPercent: '0' }, method: 'flat' }).totals, {
      principal: '1200000.00',
      interest: '0.00',
      total: '1200000.00',
    });
  });

  test('interest-free periods and put-off interest', () => {
    assert.deepEqual(cells({ method: 'equal_principal', grace: { interestFree: 1, interestPayment: 2 } }), [
      '300000.00 0.00',
      '300000.00 0.00',
      '300000.00 15000.00',
      '300000.00 3000.00',
    ]);
  });
});

describe('due dates', () => {
  test('a series keeps its day: the 31st is clamped in short months and comes back', () => {
    assert.deepEqual(dates({ disbursedOn: '2026-01-31' }), ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
  });

  test('rolled, a missing day becomes the first of the next month', () => {
    const rolled = dates({ disbursedOn: '2026-01-31', dueDateRule: 'roll' });
    assert.deepEqual(rolled, ['2026-03-01', '2026-03-31', '2026-05-01', '2026-05-31']);
  });

  test('a first due date of its own sets the day of all', () => {
    const own = dates({ firstDueOn: '2026-03-01' });
    assert.deepEqual(own, ['2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01']);
  });

  test('weeks and days are counted as they are', () => {
    const weekly = dates({ frequency: { every: 1, unit: 'week' } });
    assert.deepEqual(weekly, ['2026-01-22', '2026-01-29', '2026-02-05', '2026-02-12']);
    assert.equal(dates({ frequency: { every: 10, unit: 'day' } })[3], '2026-02-24');
  });

  test('a due date on a holiday moves, its interest does not', () => {
    const holidays = { dates: ['2026-02-15', '2026-02-16', '2026-03-15'], shift: 'next' };
    assert.deepEqual(dates({ holidays }), ['2026-02-17', '2026-03-16', '2026-04-15', '2026-05-15']);
    assert.deepEqual(dates({ holidays: { ...holidays, shift: 'previous' } })[0], '2026-02-14');
    assert.deepEqual(cells({ holidays, interestPeriod: 'daily' }), cells({ interestPeriod: 'daily' }));
  });

  test('a payment on the day a holiday put it off to is on time', () => {
    const holidays = { dates: ['2026-02-15'], shift: 'next' };
    const by = { holidays, interestPeriod: 'daily', dayCount: 'actual/360', method: 'equal_principal' };
    const events = [paid('2026-02-16', ask(by).schedule[0]?.total ?? '')];
    assert.deepEqual(cells({ ...by, events }), cells(by));
    const whole = ask({ ...by, events: [paid('2026-02-16', '1212400.00')] });
    assert.deepEqual(
      whole.schedule.map(({ dueOn }) => dueOn),
      ['2026-02-16'],
    );
  });

  test('a moved due date lengthens its period and shortens the next, by the day', () => {
    const by = { interestPeriod: 'daily', dayCount: 'actual/360', method: 'equal_principal' };
    const later = { ...by, events: [{ type: 'moved_due_date', no: 2, dueOn: '2026-03-25' }] };
    assert.deepEqual(dates(later), ['2026-02-15', '2026-03-25', '2026-04-15', '2026-05-15']);
    assert.deepEqual(cells(later)[1], '300000.00 11400.00');
    assert.deepEqual(cells(later)[2], '300000.00 4200.00');
  });

  test('a new payday moves the later ones along', () => {
    const events = [{ type: 'moved_due_date', no: 2, dueOn: '2026-03-25', following: true }];
    assert.deepEqual(dates({ events }), ['2026-02-15', '2026-03-25', '2026-04-25', '2026-05-25']);
  });
});

describe('payments beside the schedule', () => {
  const daily = { interestPeriod: 'daily', dayCount: 'actual/365', rate: { annualPercent: '36.5' } };

  test('paying early saves interest from that day, and the instalment stays', () => {
    const { schedule } = ask({ ...daily, events: [paid('2026-01-25', '100000.00')] });
    // 1,200,000 for 10 days and 1,100,000 for 21 days at 0.1 percent a day.
    assert.equal(schedule[0]?.interest, '35100.00');
    assert.equal(schedule[0]?.total, ask(daily).schedule[0]?.total);
  });

  test('overdue principal bears interest until it is paid', () => {
    const agreed = ask({ ...daily, method: 'equal_principal' });
    const late = ask({ ...daily, method: 'equal_principal', events: [paid('2026-02-25', '337200.00')] });
    assert.equal(agreed.schedule[1]?.interest, '25200.00');
    // 300,000 was overdue for ten days: 3,000 more.
    assert.equal(late.schedule[1]?.interest, '28200.00');
  });

  test('paid ahead: a lower instalment, a shorter term, or the next ones spared', () => {
    const events = [paid('2026-02-15', '612000.00')];
    const equal = { method: 'equal_principal', events };
    assert.deepEqual(cells({ ...equal, prepayment: 'reduce_instalment' }).slice(1), [
      '200000.00 6000.00',
      '200000.00 4000.00',
      '200000.00 2000.00',
    ]);
    assert.deepEqual(cells({ ...equal, prepayment: 'reduce_term' }).slice(1), [
      '300000.00 6000.00',
      '300000.00 3000.00',
    ]);
    assert.deepEqual(cells({ ...equal, prepayment: 'next_due' }).slice(1), [
      '0.00 6000.00',
      '300000.00 6000.00',
      '300000.00 3000.00',
    ]);
  });

  test('flat interest stays what was agreed, whatever is paid ahead', () => {
    const flat = { method: 'flat', events: [paid('2026-02-15', '612000.00')] };
    assert.deepEqual(
      cells(flat).slice(1),
      Array.from({ length: 3 }, () => '200000.00 12000.00'),
    );
  });

  test('a last payment within a period closes the loan on that day with the interest earned', () => {
    const { schedule } = ask({ ...daily, method: 'bullet', events: [paid('2026-01-25', '1212000.00')] });
    assert.deepEqual(
      schedule.map(({ dueOn, principal, interest }) => [dueOn, principal, interest]),
      [['2026-01-25', '1200000.00', '12000.00']],
    );
  });

  test('a payment clears the oldest instalment first and, after the end, only what is overdue', () => {
    const { totals } = ask({});
    const late = [paid('2026-06-15', totals.total)];
    assert.deepEqual(ask({ events: late }).totals, totals);
  });
});

describe('money paid out in parts', () => {
  const disbursements = [
    { on: '2026-01-15', amount: '600000.00' },
    { on: '2026-03-15', amount: '600000.00' },
  ];

  test('each part bears interest from its own day, and the instalments left carry it', () => {
    assert.deepEqual(cells({ method: 'equal_principal', disbursements }), [
      '150000.00 6000.00',
      '150000.00 4500.00',
      '450000.00 9000.00',
      '450000.00 4500.00',
    ]);
  });

  test('a flat loan pays for what was paid out so far', () => {
    assert.deepEqual(
      ask({ method: 'flat', disbursements }).schedule.map(({ interest }) => interest),
      ['6000.00', '6000.00', '12000.00', '12000.00'],
    );
  });
});

test('every answer names the version of its rules', () => {
  assert.equal(ask({}).engineVersion, ENGINE_VERSION);
  assert.equal(ENGINE_VERSION, 1);
});
