import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addMonths, type BusinessDate, parseDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { rupiah } from '#kernel/money';
import type { ProductTermsJson } from '../terms.ts';
import { type RunningLoan, takenOverRows } from './take-over.ts';

const ON = parseDate('2026-10-31');
const FLAT: ProductTermsJson['calculation'] = {
  rate: { periodPercent: '1.5' },
  method: 'flat',
  frequency: { every: 1, unit: 'month' },
};

function loan(of: Partial<RunningLoan> = {}): RunningLoan {
  return {
    outstandingSen: rupiah(6_000_000),
    originalSen: rupiah(12_000_000),
    remaining: 6,
    firstDueOn: parseDate('2026-11-05'),
    arrears: { principalSen: 0n, interestSen: 0n },
    ...of,
  };
}

const shown = (rows: ReturnType<typeof takenOverRows>['rows']) =>
  rows.map((row) => [row.dueOn, Number(row.principalSen / 100n), Number(row.interestSen / 100n)]);
const refusal = (reason: string) => (error: unknown) => error instanceof DomainError && error.reason === reason;

test('a flat loan goes on with interest of what was lent, and principal of what is owed', () => {
  const { rows, request } = takenOverRows(FLAT, loan({ remaining: 3 }), ON);
  assert.deepEqual(shown(rows), [
    ['2026-11-05', 2_000_000, 180_000],
    ['2026-12-05', 2_000_000, 180_000],
    ['2027-01-05', 2_000_000, 180_000],
  ]);
  assert.equal(request.principal, '6000000.00');
  assert.equal(rows[0]?.startsOn, ON);
});

test('an annuity is computed anew from what is owed over what is left', () => {
  const calculation = { ...FLAT, method: 'annuity' as const, rate: { annualPercent: '12' } };
  const { rows } = takenOverRows(calculation, loan({ outstandingSen: rupiah(1_000_000), remaining: 2 }), ON);
  assert.equal(rows[0]?.interestSen, rupiah(10_000));
  assert.equal((rows[0]?.principalSen ?? 0n) + (rows[1]?.principalSen ?? 0n), rupiah(1_000_000));
});

test('figures of an instalment that the file gives are used as they are, and the last absorbs the rest', () => {
  const given = { perInstalment: { principalSen: rupiah(1_100_000), interestSen: rupiah(50_000) } };
  assert.deepEqual(
    shown(takenOverRows(FLAT, loan(given), ON).rows).map(([, ...amounts]) => amounts),
    [...Array(5).fill([1_100_000, 50_000]), [500_000, 50_000]],
  );
  const whole = { perInstalment: { totalSen: rupiah(1_180_000) } };
  assert.deepEqual(shown(takenOverRows(FLAT, loan(whole), ON).rows)[0], ['2026-11-05', 1_000_000, 180_000]);
  const interest = { perInstalment: { interestSen: rupiah(70_000) } };
  assert.deepEqual(shown(takenOverRows(FLAT, loan(interest), ON).rows)[5], ['2027-04-05', 1_000_000, 70_000]);
});

test('an instalment that does not cover its interest is refused', () => {
  const given = { perInstalment: { totalSen: rupiah(100_000) } };
  assert.throws(() => takenOverRows(FLAT, loan(given), ON), refusal('take_over_instalment'));
});

test('arrears become earlier instalments: three regular ones make the loan three due dates late', () => {
  const arrears = { principalSen: rupiah(2_500_000), interestSen: rupiah(540_000) };
  const { rows } = takenOverRows(FLAT, loan({ arrears, perInstalment: { principalSen: rupiah(1_000_000) } }), ON);
  assert.deepEqual(shown(rows).slice(0, 4), [
    ['2026-08-05', 500_000, 180_000],
    ['2026-09-05', 1_000_000, 180_000],
    ['2026-10-05', 1_000_000, 180_000],
    ['2026-11-05', 1_000_000, 180_000],
  ]);
  assert.equal(rows.at(-1)?.balanceAfterSen, 0n);
});

test('a loan whose last due date has passed is overdue as a whole', () => {
  const arrears = { principalSen: rupiah(6_000_000), interestSen: 0n };
  const { rows } = takenOverRows(FLAT, loan({ arrears, remaining: 0 }), ON);
  assert.deepEqual(shown(rows), [['2026-10-05', 6_000_000, 0]]);
});

test("the file's own remaining rows go before the product's calculation; those without a day take the product's", () => {
  const row = (dueOn: BusinessDate | null, principal: number) => ({
    dueOn,
    principalSen: rupiah(principal),
    interestSen: rupiah(10_000),
  });
  const rows = [row(parseDate('2026-09-20'), 1_000_000), row(null, 2_000_000), row(null, 2_999_999)];
  assert.deepEqual(shown(takenOverRows(FLAT, loan({ rows }), ON).rows), [
    ['2026-09-20', 1_000_000, 10_000],
    ['2026-11-05', 2_000_000, 10_000],
    ['2026-12-05', 3_000_000, 10_000],
  ]);
  assert.throws(() => takenOverRows(FLAT, loan({ rows: rows.slice(1) }), ON), refusal('take_over_rows'));
  assert.throws(() => takenOverRows(FLAT, loan({ rows: [] }), ON), refusal('take_over_rows'));
});

test('what cannot be taken over is refused with a reason', () => {
  const cases: [Partial<RunningLoan>, string][] = [
    [{ outstandingSen: 0n }, 'take_over_balance'],
    [{ outstandingSen: -1n }, 'take_over_balance'],
    [{ remaining: 0 }, 'take_over_remaining'],
    [{ remaining: 601 }, 'take_over_remaining'],
    [{ arrears: { principalSen: rupiah(7_000_000), interestSen: 0n } }, 'take_over_arrears'],
    [{ firstDueOn: ON }, 'first_due_before_disbursement'],
  ];
  for (const [of, reason] of cases) assert.throws(() => takenOverRows(FLAT, loan(of), ON), refusal(reason), reason);
  const shares = { ...FLAT, method: 'shares' as const, shares: ['50', '50'] };
  assert.throws(() => takenOverRows(shares, loan(), ON), refusal('take_over_shares'));
});

test('a remnant smaller than the rounding step is one instalment of its own size', () => {
  const calculation = { ...FLAT, rounding: { instalment: '1000.00' } };
  const { rows } = takenOverRows(calculation, loan({ outstandingSen: 27n, originalSen: 27n, remaining: 1 }), ON);
  assert.equal(rows[0]?.principalSen, 27n);
});

test('whatever is taken over, its principal sums to what is owed, no row is negative and the last balance is zero', () => {
  const methods = ['flat', 'annuity', 'equal_principal', 'bullet'] as const;
  fc.assert(
    fc.property(
      fc.record({
        method: fc.constantFrom(...methods),
        owed: fc.bigInt(1n, 10_000_000_000n),
        more: fc.bigInt(0n, 10_000_000_000n),
        remaining: fc.integer({ min: 1, max: 120 }),
        overdue: fc.integer({ min: 0, max: 1000 }),
        interest: fc.bigInt(0n, 1_000_000_000n),
        each: fc.option(fc.bigInt(1n, 1_000_000_000n), { nil: undefined }),
        days: fc.integer({ min: 1, max: 60 }),
      }),
      (of) => {
        const running = loan({
          outstandingSen: of.owed,
          originalSen: of.owed + of.more,
          remaining: of.remaining,
          firstDueOn: addMonths(ON, 1, of.days % 28 || 1),
          arrears: { principalSen: (of.owed * BigInt(of.overdue)) / 1000n, interestSen: of.interest },
          perInstalment: { principalSen: of.each },
        });
        const { rows } = takenOverRows({ ...FLAT, method: of.method }, running, ON);
        const sum = rows.reduce((total, row) => total + row.principalSen, 0n);
        assert.equal(sum, of.owed);
        assert.ok(rows.every((row) => row.principalSen >= 0n && row.interestSen >= 0n && row.startsOn <= row.dueOn));
        assert.ok(rows.every((row, at) => at === 0 || (rows[at - 1]?.dueOn ?? '') < row.dueOn));
        assert.equal(rows.at(-1)?.balanceAfterSen, 0n);
      },
    ),
    { numRuns: 300 },
  );
});
