import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, parseDate } from '#kernel/dates';
import { formatDecimal, sumSen } from '#kernel/money';
import { makeSchedule, parseSchedule, ScheduleRequest } from '../schedule/index.ts';
import type { Instalment } from '../store/instalments.ts';
import { replan } from './replan.ts';

type Row = Omit<Instalment, 'loanId'>;
const BEGAN = parseDate('2026-01-15');

function agreed(
  method: 'flat' | 'annuity' | 'equal_principal',
  rupiah: number,
  instalments: number,
): { request: ScheduleRequest; rows: Row[] } {
  const request = ScheduleRequest.parse({
    principal: `${rupiah}.00`,
    rate: { annualPercent: '18' },
    method,
    instalments,
    disbursedOn: BEGAN,
    firstDueOn: '2026-02-15',
  });
  const { rows } = makeSchedule(parseSchedule(request));
  const nothing = {
    paidPrincipalSen: 0n,
    paidInterestSen: 0n,
    penaltySen: 0n,
    paidPenaltySen: 0n,
    waivedPenaltySen: 0n,
  };
  return {
    request,
    rows: rows.map((row, index) => ({
      ...row,
      ...nothing,
      settledOn: null,
      startsOn: rows[index - 1]?.dueOn ?? BEGAN,
    })),
  };
}

/** Pays from the oldest row, interest before principal, as far as the money goes. */
function paid(rows: readonly Row[], sen: bigint): Row[] {
  let left = sen;
  const take = (owed: bigint) => {
    const part = owed < left ? owed : left;
    left -= part;
    return part;
  };
  return rows.map((row) => {
    const paidInterestSen = take(row.interestSen);
    const paidPrincipalSen = take(row.principalSen);
    const settled = paidInterestSen === row.interestSen && paidPrincipalSen === row.principalSen;
    return { ...row, paidInterestSen, paidPrincipalSen, settledOn: settled ? row.dueOn : null };
  });
}

test('whatever was paid and whatever is changed: what is owed is planned once, and what was paid stays paid', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('flat' as const, 'annuity' as const, 'equal_principal' as const),
      fc.integer({ min: 100_000, max: 90_000_000 }),
      fc.integer({ min: 2, max: 48 }),
      fc.integer({ min: 1, max: 1_500 }),
      fc.integer({ min: 0, max: 99 }),
      fc.constantFrom('keep' as const, 'move' as const, 'capitalise' as const),
      fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      fc.bigInt({ min: 0n, max: 10_000_000_00n }),
      (method, rupiah, tenor, days, part, arrears, instalments, addedSen) => {
        const { request, rows: fresh } = agreed(method, rupiah, tenor);
        const whole = sumSen(fresh.flatMap((row) => [row.principalSen, row.interestSen]));
        const rows = paid(fresh, (whole * BigInt(part)) / 100n);
        const outstandingSen = sumSen(rows.map((row) => row.principalSen - row.paidPrincipalSen));
        if (outstandingSen === 0n) return;
        const on = addDays(BEGAN, days);
        const change = { arrears, addedSen, ...(instalments === undefined ? {} : { instalments }) };
        if (rows.every((row) => row.dueOn <= on) && arrears === 'keep' && addedSen === 0n) return;
        const made = replan({ rows, request, outstandingSen, on, change });
        assert.equal(
          sumSen(made.rows.map((row) => row.principalSen - row.paidPrincipalSen)),
          outstandingSen + addedSen + made.capitalisedSen,
        );
        assert.equal(
          sumSen(made.rows.map((row) => row.paidPrincipalSen)),
          sumSen(rows.map((row) => row.paidPrincipalSen)),
        );
        assert.equal(
          sumSen(made.rows.map((row) => row.paidInterestSen)),
          sumSen(rows.map((row) => row.paidInterestSen)),
        );
        for (const [index, row] of made.rows.entries()) {
          const before = made.rows[index - 1];
          assert.ok(row.paidPrincipalSen <= row.principalSen && row.paidInterestSen <= row.interestSen);
          assert.ok(row.startsOn <= row.dueOn && (!before || (before.no < row.no && before.dueOn <= row.dueOn)));
        }
        assert.equal(made.rows.at(-1)?.balanceAfterSen, 0n);
        if (arrears === 'capitalise') assert.ok(made.rows.every((row) => row.dueOn > on || row.settledOn !== null));
        assert.deepEqual(replan({ rows, request, outstandingSen, on, change }), made);
      },
    ),
    { numRuns: 400 },
  );
});

test('a part joins in the middle of a period: interest of the old debt for all of it, of the new money from its day', () => {
  const request = ScheduleRequest.parse({
    principal: '10000000.00',
    rate: { annualPercent: '12' },
    method: 'equal_principal',
    dayCount: 'actual/360',
    interestPeriod: 'daily',
    instalments: 2,
    disbursedOn: '2026-01-01',
    firstDueOn: '2026-01-31',
  });
  const planned = makeSchedule(parseSchedule(request)).rows;
  const nothing = {
    paidPrincipalSen: 0n,
    paidInterestSen: 0n,
    penaltySen: 0n,
    paidPenaltySen: 0n,
    waivedPenaltySen: 0n,
    settledOn: null,
  };
  const rows = planned.map((row, index) => ({
    ...row,
    ...nothing,
    startsOn: planned[index - 1]?.dueOn ?? parseDate('2026-01-01'),
  }));
  const made = replan({
    rows,
    request,
    outstandingSen: 1_000_000_000n,
    on: parseDate('2026-01-16'),
    change: { arrears: 'keep', addedSen: 600_000_000n },
  });
  // 10 million for 30 days of 360 at 12 percent is 100,000; 6 million for 15 of them 30,000.
  assert.equal(formatDecimal(made.rows[0]?.interestSen ?? 0n), '130000.00');
});

test('a loan whose interest is put off is not changed before that interest is due', () => {
  const { request, rows } = agreed('annuity', 6_000_000, 12);
  const deferring = { ...request, grace: { principal: 0, interestPayment: 3, interestFree: 0 } };
  const on = parseDate('2026-03-01');
  assert.throws(
    () =>
      replan({
        rows,
        request: deferring,
        outstandingSen: 600_000_000n,
        on,
        change: { arrears: 'keep', instalments: 20 },
      }),
    /loan_in_grace/,
  );
});

test('agreed shares hold for their own plan only', () => {
  const { request, rows } = agreed('annuity', 6_000_000, 4);
  const shares = { ...request, method: 'shares' as const, shares: ['25', '25', '25', '25'] };
  const input = { rows, request: shares, outstandingSen: 600_000_000n, on: parseDate('2026-01-20') };
  assert.throws(() => replan({ ...input, change: { arrears: 'keep', instalments: 6 } }), /shares_cannot_change/);
  assert.equal(replan({ ...input, change: { arrears: 'keep', addedSen: 100n } }).rows.length, 4);
});

test('all instalments of a loan together are at most 1,200', () => {
  const { request, rows } = agreed('annuity', 60_000_000, 600);
  const on = parseDate('2075-12-31');
  const change = { arrears: 'move' as const, instalments: 602 };
  assert.throws(() => replan({ rows, request, outstandingSen: 6_000_000_000n, on, change }), /too_many_instalments/);
});

test('when everything is overdue and stays so, nothing is left to plan', () => {
  const { request, rows } = agreed('annuity', 6_000_000, 4);
  const input = { rows, request, outstandingSen: 600_000_000n, on: parseDate('2027-01-20') };
  assert.throws(() => replan({ ...input, change: { arrears: 'keep', instalments: 6 } }), /nothing_to_plan/);
});
