import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, type BusinessDate, parseDate } from '#kernel/dates';
import { earned, earnedOf, type PaidInterestRow, targetReceivable } from './accrual.ts';

const day = (text: string): BusinessDate => parseDate(text);
const row = (startsOn: string, dueOn: string, interestSen: bigint, paidInterestSen = 0n): PaidInterestRow => ({
  startsOn: day(startsOn),
  dueOn: day(dueOn),
  interestSen,
  paidInterestSen,
});

const START = day('2026-01-15');

/** Rows of 1 to 40 days one after another, some paid in part. */
const schedules = fc
  .array(
    fc.record({
      days: fc.integer({ min: 1, max: 40 }),
      interest: fc.bigInt(0n, 10_000_000n),
      paid: fc.integer({ min: 0, max: 100 }),
    }),
    { minLength: 1, maxLength: 24 },
  )
  .map((parts) => {
    let startsOn = START;
    return parts.map(({ days, interest, paid }) => {
      const made = { startsOn, dueOn: addDays(startsOn, days), interestSen: interest };
      startsOn = made.dueOn;
      return { ...made, paidInterestSen: (interest * BigInt(paid)) / 100n };
    });
  });

test('interest of a month grows by the day, rounded down, and is whole on its due date', () => {
  const one = row('2026-01-15', '2026-02-15', 100_000n);
  assert.equal(earnedOf(one, day('2026-01-15')), 0n);
  assert.equal(earnedOf(one, day('2026-01-16')), 3_225n); // 100,000 x 1/31 = 3,225.8
  assert.equal(earnedOf(one, day('2026-01-31')), 51_612n); // 16/31
  assert.equal(earnedOf(one, day('2026-02-14')), 96_774n);
  assert.equal(earnedOf(one, day('2026-02-15')), 100_000n);
  assert.equal(earnedOf(one, day('2027-01-01')), 100_000n);
});

test('a row of no days is earned at once', () => {
  assert.equal(earnedOf(row('2026-01-15', '2026-01-15', 700n), day('2026-01-15')), 700n);
  assert.equal(earnedOf(row('2026-01-15', '2026-01-15', 700n), day('2026-01-14')), 0n);
});

test('a loan that performs is owed what is earned and not paid; one that does not is owed nothing in the books', () => {
  const rows = [row('2026-01-15', '2026-02-15', 100_000n, 40_000n), row('2026-02-15', '2026-03-15', 90_000n)];
  assert.equal(targetReceivable(rows, true, day('2026-02-28')), 60_000n + 41_785n); // 90,000 x 13/28
  assert.equal(targetReceivable(rows, false, day('2026-02-28')), 0n);
});

test('interest paid ahead makes no debt below zero', () => {
  assert.equal(targetReceivable([row('2026-01-15', '2026-02-15', 100_000n, 100_000n)], true, day('2026-01-20')), 0n);
});

test('what is earned never falls from a day to the next, begins at nothing and ends at all of it', () => {
  fc.assert(
    fc.property(schedules, fc.integer({ min: -5, max: 1000 }), (rows, offset) => {
      const on = addDays(START, offset);
      assert.ok(earned(rows, on) <= earned(rows, addDays(on, 1)));
      assert.equal(earned(rows, START), 0n);
      assert.equal(
        earned(rows, rows.at(-1)?.dueOn ?? START),
        rows.reduce((sum, { interestSen }) => sum + interestSen, 0n),
      );
    }),
  );
});

test('one row earns as much as the same row cut in two, but for the sen that is rounded down', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 365 }),
      fc.integer({ min: 0, max: 365 }),
      fc.bigInt(0n, 1_000_000n),
      (days, passed, perDay) => {
        const on = addDays(START, Math.min(passed, days));
        const whole = { startsOn: START, dueOn: addDays(START, days), interestSen: perDay * BigInt(days) };
        const middle = addDays(START, Math.floor(days / 2));
        const halves = [
          { startsOn: START, dueOn: middle, interestSen: perDay * BigInt(Math.floor(days / 2)) },
          { startsOn: middle, dueOn: whole.dueOn, interestSen: perDay * BigInt(days - Math.floor(days / 2)) },
        ];
        assert.equal(earned(halves, on), earnedOf(whole, on));
      },
    ),
  );
});
