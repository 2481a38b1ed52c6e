import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, parseDate } from '#kernel/dates';
import {
  makeSchedule,
  parseEvents,
  parseSchedule,
  type Schedule,
  ScheduleRequest,
  type ScheduleTerms,
} from './index.ts';
import { DAY_COUNTS, METHODS, PREPAYMENTS } from './types.ts';

/** A quick run's share; 100,000 with RANDOM_PRODUCTS=100000. */
const RANDOM_PRODUCTS = Number(process.env['RANDOM_PRODUCTS'] ?? 20_000);
const decimal = (sen: number) => `${Math.floor(sen / 100)}.${String(sen % 100).padStart(2, '0')}`;
const day = fc.integer({ min: 0, max: 4_000 }).map((offset) => addDays(parseDate('2020-01-01'), offset));
/** Mostly the tenors of real loans, now and then a long one. */
const tenor = fc.oneof(
  { weight: 300, arbitrary: fc.integer({ min: 1, max: 24 }) },
  { weight: 20, arbitrary: fc.integer({ min: 25, max: 120 }) },
  { weight: 1, arbitrary: fc.constant(600) },
);
const percent = fc.integer({ min: 0, max: 60_000 }).map((thousandths) => String(thousandths / 1_000));
const step = fc.constantFrom('0.01', '1.00', '100.00', '1000.00');
const product = fc.record({
  sen: fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 10 ** 12 })),
  annual: fc.boolean(),
  percent,
  method: fc.constantFrom(...METHODS),
  dayCount: fc.constantFrom(...DAY_COUNTS),
  interestPeriod: fc.constantFrom('per_instalment', 'daily'),
  instalments: tenor,
  frequency: fc.record({ every: fc.integer({ min: 1, max: 3 }), unit: fc.constantFrom('day', 'week', 'month') }),
  disbursedOn: day,
  firstAfter: fc.option(fc.integer({ min: 1, max: 70 }), { nil: undefined }),
  grace: fc.record({
    principal: fc.integer({ min: 0, max: 6 }),
    interestPayment: fc.integer({ min: 0, max: 6 }),
    interestFree: fc.integer({ min: 0, max: 6 }),
  }),
  rounding: fc.record(
    {
      interest: step,
      principal: step,
      instalment: step,
      mode: fc.constantFrom('half_even', 'half_up', 'down'),
      residual: fc.constantFrom('last', 'first', 'spread'),
    },
    { requiredKeys: [] },
  ),
  dueDateRule: fc.constantFrom('clamp', 'roll'),
  interestDue: fc.constantFrom('each', 'end'),
  balloonShare: fc.integer({ min: 0, max: 100 }),
});
type Product = typeof product extends fc.Arbitrary<infer Value> ? Value : never;

/** A request within the bounds that a person may ask: shorter grace, finer steps where the loan is too small for the drawn ones. */
function requestOf(drawn: Product, extras: object = {}): ScheduleRequest {
  const { sen, annual, percent: drawnPercent, balloonShare, firstAfter, grace, rounding, ...rest } = drawn;
  const { method, instalments, disbursedOn } = rest;
  const most = instalments - 1;
  const fixed = method === 'bullet' || method === 'shares';
  const share = sen / Math.max(1, instalments - (fixed ? 0 : grace.principal));
  const fine = (text: string | undefined) => (text !== undefined && Number(text) * 100 <= share ? text : undefined);
  return ScheduleRequest.parse({
    ...rest,
    principal: decimal(sen),
    rate: annual ? { annualPercent: drawnPercent } : { periodPercent: String(Number(drawnPercent) / 60).slice(0, 8) },
    ...(firstAfter === undefined ? {} : { firstDueOn: addDays(disbursedOn, firstAfter) }),
    grace: {
      principal: fixed ? 0 : Math.min(grace.principal, most),
      interestPayment: Math.min(grace.interestPayment, most),
      interestFree: Math.min(grace.interestFree, instalments),
    },
    rounding: { ...rounding, principal: fine(rounding.principal), instalment: fine(rounding.instalment) },
    ...(method === 'balloon' ? { balloonPercent: String(balloonShare) } : {}),
    ...(method === 'shares' ? { shares: sharesOf(instalments) } : {}),
    ...extras,
  });
}

/** Percents that sum to exactly 100. */
function sharesOf(count: number): string[] {
  const each = Math.floor(100_000 / count);
  const parts = Array.from({ length: count }, (_, index) => (index === 0 ? 100_000 - each * (count - 1) : each));
  return parts.map((thousandths) => String(thousandths / 1_000));
}

function assertSound(terms: ScheduleTerms, { rows, totals }: Schedule): void {
  let [principal, interest, before] = [0n, 0n, ''];
  for (const row of rows) {
    principal += row.principalSen;
    interest += row.interestSen;
    assert.ok(row.principalSen >= 0n && row.interestSen >= 0n && row.balanceAfterSen >= 0n, 'no negative cell');
    assert.equal(row.totalSen, row.principalSen + row.interestSen);
    assert.ok(row.dueOn > before, 'due dates rise');
    before = row.dueOn;
  }
  assert.equal(principal, terms.principalSen, 'principal sums to the loan');
  assert.equal(rows.at(-1)?.balanceAfterSen, 0n, 'nothing is owed after the last instalment');
  assert.deepEqual(totals, { principalSen: principal, interestSen: interest, totalSen: principal + interest });
}

test(`${RANDOM_PRODUCTS} random products: principal sums to the loan, no cell is negative, dates rise, the same answer twice`, () => {
  fc.assert(
    fc.property(product, (drawn) => {
      const terms = parseSchedule(requestOf(drawn));
      const schedule = makeSchedule(terms);
      assertSound(terms, schedule);
      assert.equal(schedule.rows.length, drawn.instalments);
      if (drawn.instalments <= 12) assert.deepEqual(makeSchedule(terms), schedule);
    }),
    { numRuns: RANDOM_PRODUCTS },
  );
});

const happenings = fc.record({
  cut: fc.integer({ min: 1, max: 99 }),
  secondAfter: fc.integer({ min: 0, max: 40 }),
  payments: fc.array(fc.record({ after: fc.integer({ min: 0, max: 400 }), share: fc.integer({ min: 1, max: 40 }) }), {
    maxLength: 6,
  }),
  rate: fc.option(fc.record({ after: fc.integer({ min: 0, max: 400 }), percent }), { nil: undefined }),
  prepayment: fc.constantFrom(...PREPAYMENTS),
  recalculation: fc.constantFrom('daily', 'per_instalment'),
});
type Happenings = typeof happenings extends fc.Arbitrary<infer Value> ? Value : never;

/** What happened, with payments as shares of the loan; the last payout comes before the last instalment. */
function extrasOf(drawn: Product, sen: number, { cut, secondAfter, payments, rate, ...rest }: Happenings): object {
  const { disbursedOn } = drawn;
  const first = Math.floor((sen * cut) / 100);
  const twice = first > 0 && first < sen && drawn.instalments > 3 && secondAfter < drawn.instalments - 1;
  const amount = (share: number) => Math.max(1, Math.floor((sen * share) / 400));
  return {
    ...rest,
    ...(twice
      ? {
          disbursements: [
            { on: disbursedOn, amount: decimal(first) },
            { on: addDays(disbursedOn, secondAfter), amount: decimal(sen - first) },
          ],
        }
      : {}),
    events: [
      ...payments.map(({ after, share }) => ({
        type: 'repayment',
        on: addDays(disbursedOn, after),
        amount: decimal(amount(share)),
      })),
      ...(rate
        ? [{ type: 'rate_change', on: addDays(disbursedOn, rate.after), rate: { annualPercent: rate.percent } }]
        : []),
    ],
  };
}

test('whatever is paid, paid out or changed: principal still sums to the loan, no cell is negative, the debt ends', () => {
  let followed = 0;
  fc.assert(
    fc.property(product, happenings, (drawn, happened) => {
      const small = { ...drawn, instalments: Math.min(drawn.instalments, 24) };
      const request = requestOf(small, extrasOf(small, small.sen, happened));
      const terms = parseSchedule(request);
      let schedule: Schedule;
      try {
        schedule = makeSchedule(terms, parseEvents(request));
      } catch (error) {
        assert.equal((error as { reason?: string }).reason, 'repayment_above_debt', String(error));
        return;
      }
      followed++;
      assertSound(terms, schedule);
    }),
    { numRuns: 5_000 },
  );
  assert.ok(followed > 2_500, `only ${followed} histories were not refused`);
});

test('a history in which nothing happens is the schedule as agreed', () => {
  fc.assert(
    fc.property(product, (drawn) => {
      const terms = parseSchedule(requestOf({ ...drawn, rounding: { ...drawn.rounding, residual: 'last' } }));
      const agreed = makeSchedule(terms);
      const dueOn = agreed.rows[0]?.dueOn ?? terms.firstDueOn;
      assert.deepEqual(makeSchedule(terms, [{ type: 'moved_due_date', no: 1, dueOn, following: false }]), agreed);
    }),
    { numRuns: 2_000 },
  );
});
