import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, type BusinessDate } from '#kernel/dates';
import { COMPONENTS, type Penalty } from '../terms.ts';
import {
  allocateTo,
  type Owed,
  owedSum,
  type Payable,
  partSums,
  payableRows,
  runningRow,
  withParts,
} from './allocation.ts';
import { dailyInterest } from './daily.ts';
import { type PaidPart, penaltyOwed, penaltyThrough } from './penalty.ts';
import { planAfterPrepayment } from './prepay.ts';
import { settlementQuote } from './settlement.ts';

const day = (text: string) => text as BusinessDate;
const DUE = day('2026-09-20');

function row(over: Partial<Payable> = {}): Payable {
  return {
    no: 1,
    startsOn: day('2026-08-20'),
    dueOn: DUE,
    principalSen: 10_000_000n,
    interestSen: 1_800_000n,
    paidPrincipalSen: 0n,
    paidInterestSen: 0n,
    penaltySen: 0n,
    paidPenaltySen: 0n,
    waivedPenaltySen: 0n,
    settledOn: null,
    ...over,
  };
}

const percentADay: Penalty = { kind: 'percent_per_day', percent: '0.1', graceDays: 3 };

test('the first day after grace is the first that is charged', () => {
  assert.equal(penaltyThrough(row(), [], percentADay, addDays(DUE, 3)), 0n);
  assert.equal(penaltyThrough(row(), [], percentADay, addDays(DUE, 4)), 11_800n);
  assert.equal(penaltyThrough(row(), [], percentADay, addDays(DUE, 10)), 82_600n);
  assert.equal(penaltyThrough(row(), [], { kind: 'none' }, addDays(DUE, 400)), 0n);
});

test('a part that is paid lowers the charge from the next day on', () => {
  const paid: PaidPart[] = [{ no: 1, component: 'principal', amountSen: 5_000_000n, on: addDays(DUE, 5) }];
  // Days 4 and 5 on 118,000, days 6 to 10 on 68,000.
  assert.equal(penaltyThrough(row(), paid, percentADay, addDays(DUE, 10)), 2n * 11_800n + 5n * 6_800n);
  const onFirstDay: PaidPart[] = [{ no: 1, component: 'principal', amountSen: 5_000_000n, on: addDays(DUE, 4) }];
  assert.equal(penaltyThrough(row(), onFirstDay, percentADay, addDays(DUE, 5)), 11_800n + 6_800n);
  const charge: PaidPart[] = [{ no: 1, component: 'penalty', amountSen: 5_000_000n, on: addDays(DUE, 5) }];
  assert.equal(penaltyThrough(row(), charge, percentADay, addDays(DUE, 10)), 82_600n, 'a paid charge is no base');
});

test('a flat charge counts days, a monthly one counts begun months, and a cap ends both', () => {
  const flat: Penalty = { kind: 'flat_per_day', amount: 100_000n as never, graceDays: 0 };
  assert.equal(penaltyThrough(row(), [], flat, addDays(DUE, 7)), 700_000n);
  const monthly: Penalty = { kind: 'percent_per_month', percent: '2', graceDays: 0 };
  assert.equal(penaltyThrough(row(), [], monthly, addDays(DUE, 1)), 236_000n);
  assert.equal(penaltyThrough(row(), [], monthly, addMonths(DUE, 1)), 236_000n);
  assert.equal(penaltyThrough(row(), [], monthly, addDays(addMonths(DUE, 1), 1)), 472_000n);
  assert.equal(penaltyThrough(row(), [], { ...monthly, capPercent: '3' }, addMonths(DUE, 24)), 354_000n);
  assert.equal(penaltyThrough(row(), [], { ...flat, capPercent: '10' }, addMonths(DUE, 24)), 1_180_000n);
});

const rule = fc.oneof(
  fc.record({
    kind: fc.constant('percent_per_day' as const),
    percent: fc.constantFrom('0.1', '0.5', '0.033333'),
    graceDays: fc.nat(10),
  }),
  fc.record({
    kind: fc.constant('flat_per_day' as const),
    amount: fc.bigInt({ min: 1n, max: 100_000n }),
    graceDays: fc.nat(10),
  }),
  fc.record({
    kind: fc.constant('percent_per_month' as const),
    percent: fc.constantFrom('1', '2.5'),
    graceDays: fc.nat(10),
  }),
) as fc.Arbitrary<Penalty>;
const payments = fc.array(
  fc.record({
    no: fc.constant(1),
    component: fc.constantFrom(...COMPONENTS),
    amountSen: fc.bigInt({ min: 1n, max: 3_000_000n }),
    on: fc.integer({ min: -30, max: 200 }).map((days) => addDays(DUE, days)),
  }),
  { maxLength: 4 },
);

test('a charge is what counting day by day gives, never falls, and never grows by itself', () => {
  fc.assert(
    fc.property(rule, payments, fc.nat(200), (penalty, paid, days) => {
      const on = addDays(DUE, days);
      const through = penaltyThrough(row(), paid, penalty, on);
      assert.ok(through >= 0n && penaltyThrough(row(), paid, penalty, addDays(on, 1)) >= through);
      if (penalty.kind !== 'percent_per_day') return;
      let base = 0n;
      for (let d = penalty.graceDays + 1; d <= days; d += 1) {
        const before = paid.filter((part) => part.component !== 'penalty' && part.on < addDays(DUE, d));
        const unpaid = 11_800_000n - before.reduce((sum, { amountSen }) => sum + amountSen, 0n);
        base += unpaid > 0n ? unpaid : 0n;
      }
      const millionths = BigInt(Math.round(Number(penalty.percent) * 1_000_000));
      assert.equal(through, ((base * millionths) / 10_000_000_000n) * 100n);
    }),
    { numRuns: 300 },
  );
});

const owed = fc.array(
  fc.record({
    penalty: fc.bigInt({ min: 0n, max: 1_000n }),
    interest: fc.bigInt({ min: 0n, max: 5_000n }),
    principal: fc.bigInt({ min: 0n, max: 20_000n }),
  }),
  { maxLength: 6 },
);
const order = fc.shuffledSubarray([...COMPONENTS], { minLength: 3 });

test('parts and rest sum to the amount, no component gets more than is owed, and the oldest is full before the next gets a sen', () => {
  fc.assert(
    fc.property(owed, order, fc.bigInt({ min: 0n, max: 100_000n }), (rows, by, amount) => {
      const numbered: Owed[] = rows.map((one, index) => ({ ...one, no: index + 1 }));
      const { parts, leftSen } = allocateTo(numbered, by, amount);
      const { penalty, interest, principal } = partSums(parts);
      assert.equal(penalty + interest + principal + leftSen, amount);
      assert.ok(leftSen === 0n || leftSen === amount - owedSum(numbered));
      const paidOf = (no: number) =>
        parts.filter((part) => part.no === no).reduce((sum, part) => sum + part.amountSen, 0n);
      for (const { no, component, amountSen } of parts)
        assert.ok(amountSen > 0n && amountSen <= (numbered[no - 1]?.[component] ?? 0n));
      for (const [index, one] of numbered.entries()) {
        if (paidOf(one.no) === 0n) continue;
        for (const older of numbered.slice(0, index)) assert.equal(paidOf(older.no), owedSum([older]));
      }
    }),
  );
});

test('an amount paid in two pieces on one day pays what it pays in one', () => {
  fc.assert(
    fc.property(
      owed,
      fc.bigInt({ min: 1n, max: 50_000n }),
      fc.bigInt({ min: 0n, max: 50_000n }),
      (rows, first, second) => {
        const numbered: Owed[] = rows.map((one, index) => ({ ...one, no: index + 1 }));
        const whole = partSums(allocateTo(numbered, COMPONENTS, first + second).parts);
        const one = allocateTo(numbered, COMPONENTS, first);
        const rest = numbered.map((each) => {
          const paid = partSums(one.parts.filter(({ no }) => no === each.no));
          return {
            no: each.no,
            penalty: each.penalty - paid.penalty,
            interest: each.interest - paid.interest,
            principal: each.principal - paid.principal,
          };
        });
        const two = partSums(allocateTo(rest, COMPONENTS, second).parts);
        const paid = partSums(one.parts);
        for (const component of COMPONENTS) assert.equal(paid[component] + two[component], whole[component]);
      },
    ),
  );
});

test('what is due and the running instalment are payable; later ones are not', () => {
  const rows = [0, 1, 2].map((index) =>
    row({ no: index + 1, startsOn: addMonths(day('2026-08-20'), index), dueOn: addMonths(DUE, index) }),
  );
  assert.deepEqual(
    payableRows(rows, [], percentADay, day('2026-10-01')).map(({ no }) => no),
    [1, 2],
  );
  assert.deepEqual(
    payableRows(rows, [], percentADay, DUE).map(({ no }) => no),
    [1],
  );
  assert.equal(runningRow(rows, day('2026-08-20'))?.no, 1);
});

test('a row that is paid in full is settled that day with its charge, and giving back opens it again', () => {
  const parts = [
    { no: 1, component: 'principal' as const, amountSen: 10_000_000n },
    { no: 1, component: 'interest' as const, amountSen: 1_800_000n },
  ];
  const [paid] = withParts([row()], parts, DUE, () => 5n);
  assert.deepEqual([paid?.settledOn, paid?.penaltySen], [DUE, 5n]);
  assert.equal(paid && penaltyOwed(paid, paid.penaltySen), 5n);
  const back = parts.map((part) => ({ ...part, amountSen: -part.amountSen }));
  assert.equal(withParts(paid ? [paid] : [], back, DUE, () => 0n)[0]?.settledOn, null);
});

const planned = fc.array(
  fc.record({
    principalSen: fc.bigInt({ min: 0n, max: 1_000_000n }),
    interestSen: fc.bigInt({ min: 0n, max: 100_000n }),
  }),
  { minLength: 1, maxLength: 24 },
);
const calculation = fc.record({
  method: fc.constantFrom('flat', 'annuity', 'equal_principal', 'bullet'),
  prepayment: fc.constantFrom('reduce_instalment', 'reduce_term', 'next_due'),
  rounding: fc.constantFrom(undefined, { instalment: '100.00', mode: 'half_up' }),
}) as unknown as fc.Arbitrary<Parameters<typeof planAfterPrepayment>[2]>;

test('a prepayment takes exactly its amount off the principal, no cell is negative, and interest never grows', () => {
  fc.assert(
    fc.property(planned, fc.nat(100), calculation, (rest, percent, terms) => {
      const principal = rest.reduce((sum, { principalSen }) => sum + principalSen, 0n);
      const prepaid = (principal * BigInt(percent)) / 100n;
      const plan = planAfterPrepayment(rest, prepaid, terms);
      assert.equal(
        plan.reduce((sum, { principalSen }) => sum + principalSen, 0n),
        principal - prepaid,
      );
      for (const { principalSen, interestSen } of plan) assert.ok(principalSen >= 0n && interestSen >= 0n);
      const interest = (rows: typeof rest) => rows.reduce((sum, { interestSen }) => sum + interestSen, 0n);
      assert.ok(interest(plan) <= interest(rest));
      assert.ok(plan.length <= rest.length);
    }),
  );
});

test('a shorter term keeps the instalment: a flat loan of 5 left loses its last two for two prepaid', () => {
  const rest = Array.from({ length: 5 }, () => ({ principalSen: 10_000_000n, interestSen: 1_800_000n }));
  const flat = { method: 'flat', prepayment: 'reduce_term' } as Parameters<typeof planAfterPrepayment>[2];
  assert.deepEqual(planAfterPrepayment(rest, 20_000_000n, flat), rest.slice(0, 3));
});

const settlementTerms = (
  interest: 'to_date' | 'current_period' | 'all',
  extraPeriods = 0,
  interestPeriod = 'per_instalment',
) =>
  ({
    settlement: { interest, extraPeriods },
    penalty: percentADay,
    calculation: {
      interestPeriod,
      rate: { annualPercent: '36.5' },
      dayCount: 'actual/365',
      frequency: { every: 1, unit: 'month' },
    },
  }) as unknown as Parameters<typeof settlementQuote>[0];

test('settling owes interest to the day, of the period, of further periods or of all, as the product says', () => {
  const rows = [0, 1, 2].map((index) =>
    row({ no: index + 1, startsOn: addMonths(day('2026-08-20'), index), dueOn: addMonths(DUE, index) }),
  );
  const on = day('2026-09-05');
  const interest = (terms: Parameters<typeof settlementQuote>[0]) => settlementQuote(terms, rows, [], on).interestSen;
  assert.equal(interest(settlementTerms('to_date')), ((1_800_000n * 16n) / 3_100n) * 100n);
  assert.equal(interest(settlementTerms('current_period')), 1_800_000n);
  assert.equal(interest(settlementTerms('current_period', 1)), 3_600_000n);
  assert.equal(interest(settlementTerms('all')), 5_400_000n);
  assert.equal(settlementQuote(settlementTerms('to_date'), rows, [], on).validThrough, on);
  assert.equal(settlementQuote(settlementTerms('current_period'), rows, [], on).validThrough, DUE);
});

test('the parts of a quote sum to it, whatever was paid and whenever', () => {
  const paid = fc.record({
    principal: fc.nat(100),
    interest: fc.nat(100),
    ahead: fc.nat(100),
    days: fc.integer({ min: 0, max: 120 }),
  });
  const kinds = fc.constantFrom('to_date' as const, 'current_period' as const, 'all' as const);
  fc.assert(
    fc.property(paid, kinds, fc.nat(3), (of, kind, extra) => {
      const rows = [0, 1, 2].map((index) =>
        row({ no: index + 1, startsOn: addMonths(day('2026-08-20'), index), dueOn: addMonths(DUE, index) }),
      );
      rows[0] = {
        ...row(),
        paidPrincipalSen: BigInt(of.principal) * 100_000n,
        paidInterestSen: BigInt(of.interest) * 18_000n,
      };
      rows[2] = { ...(rows[2] ?? row()), paidInterestSen: BigInt(of.ahead) * 18_000n };
      const quote = settlementQuote(settlementTerms(kind, extra), rows, [], addDays(day('2026-08-21'), of.days));
      assert.equal(
        quote.parts.reduce((sum, { amountSen }) => sum + amountSen, 0n),
        quote.totalSen,
      );
      assert.equal(
        [...quote.interestOf.values()].reduce((sum, one) => sum + one, 0n),
        quote.interestSen,
      );
      assert.equal(quote.principalSen, 30_000_000n - BigInt(of.principal) * 100_000n);
      assert.ok(quote.interestSen >= 0n && quote.interestSen <= 5_400_000n);
    }),
  );
});

test('interest by the day is the day count to the sen, and goes on after a due date until settled', () => {
  const { calculation: daily } = settlementTerms('to_date', 0, 'daily');
  assert.equal(dailyInterest(daily, 10_000_000n, DUE, addDays(DUE, 10)), 100_000n);
  const quote = settlementQuote(
    settlementTerms('to_date', 0, 'daily'),
    [row({ interestSen: 310_000n })],
    [],
    addDays(DUE, 10),
  );
  assert.deepEqual(
    quote.parts.filter(({ part }) => part !== 'penalty').map(({ part, amountSen }) => [part, amountSen]),
    [
      ['principal', 10_000_000n],
      ['interest_due', 310_000n],
      ['interest_late', 100_000n],
    ],
  );
});

test('a late charge is whole rupiah whatever the instalment: it is paid at a till', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 10n }), fc.integer({ min: 0, max: 90 }), (principalSen, days) => {
      for (const rule of [percentADay, { ...percentADay, capPercent: '3.3' }]) {
        assert.equal(penaltyThrough({ ...row(), principalSen }, [], rule, addDays(DUE, days)) % 100n, 0n);
      }
    }),
  );
});
