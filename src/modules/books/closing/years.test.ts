import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sql from 'sql-template-tag';
import { addBranch, addUnit, organisation, setParameter } from '#cooperatives';
import type { Context } from '#kernel/context';
import { addDays } from '#kernel/dates';
import { checkBooks, journal } from '#ledger';
import { asStaff, read, step, testWorld } from '../../../../test/support/world.ts';
import { balances, byTwo, closeMonths, day, enter, type Move, newBooks, on } from './closing.fixture.ts';
import { closeDay } from './days.ts';
import { bookYears, closedPoint, requireClosedYear } from './doors.ts';
import { closeMonth, lockMonths, reopenMonth } from './months.ts';
import { markYearApproved, reopenYear } from './reopen-year.ts';
import { closeYear } from './years.ts';

const world = await testWorld();
const sale = (date: string, amountSen: bigint, more: Partial<Move> = {}): Move => ({
  on: date,
  debit: '1.1.05',
  credit: '4.1.01',
  amountSen,
  ...more,
});
const cost = (date: string, amountSen: bigint, more: Partial<Move> = {}): Move => ({
  on: date,
  debit: '6.1.10',
  credit: '1.1.05',
  amountSen,
  ...more,
});
const reopen = (context: Context, year: number) =>
  byTwo(context, (maker) => reopenYear(maker, { year, reason: 'koreksi audit' }));
const clean = (context: Context) => read(context, checkBooks).then(({ firstBad }) => assert.equal(firstBad, null));

// The books of most tests begin in November: a book year of two months, as of a cooperative that took its books over late.
const LATE = { openFrom: '2026-11-01' };

/** A year of a savings cooperative with 900.00 of revenue and 250.00 of expense, all of its months but the last closed. */
async function yearOf2026(more: readonly Move[] = []): Promise<Context> {
  const context = await newBooks(world, LATE);
  await enter(context, [sale('2026-11-10', 90_000n), cost('2026-12-31', 25_000n), ...more]);
  await closeMonths(context, '2026-11-01', 1);
  return context;
}

test('a year closes: revenue and expense are zero, the surplus waits for the meeting, and the year can still be read without its closing', async () => {
  const context = await yearOf2026();
  const before = await balances(context, { from: day('2026-01-01'), before: '2027-01-01' });
  const { result } = await closeYear(context, { year: 2026 });
  assert.equal(result.surplus, '650.00');
  assert.deepEqual(await balances(context, { before: '2027-01-01' }), { '1.1.05': 65_000n, '3.3.02': -65_000n });
  assert.deepEqual(await balances(context, { before: '2027-01-02' }), { '1.1.05': 65_000n, '3.3.01': -65_000n });
  assert.deepEqual(
    await balances(context, { from: day('2026-01-01'), before: '2027-01-01', withoutClosing: true }),
    before,
  );
  await assert.rejects(enter(context, [sale('2026-12-31', 1n)]), { reason: 'period_closed' });
  await enter(context, [sale('2027-01-02', 100n)]);
  assert.deepEqual(await balances(context, { from: day('2027-01-01'), before: '2028-01-01', withoutClosing: true }), {
    '1.1.05': 100n,
    '3.3.01': -65_000n,
    '3.3.02': 65_000n,
    '4.1.01': -100n,
  });
  await clean(context);
});

test('a savings cooperative closes over the summary account, a consumer cooperative straight to the surplus', async () => {
  const savings = await yearOf2026();
  await closeYear(savings, { year: 2026 });
  const shop = await newBooks(world, { ...LATE, template: 'konsumen' });
  await enter(shop, [
    { on: '2026-12-01', debit: '1.1.05', credit: '4.1.01', amountSen: 70_000n },
    { on: '2026-12-01', debit: '4.1.02', credit: '1.1.05', amountSen: 5_000n },
    { on: '2026-12-01', debit: '5.1.01', credit: '1.1.20', amountSen: 40_000n },
  ]);
  await closeMonths(shop, '2026-11-01', 2);
  await closeYear(shop, { year: 2026 });
  assert.deepEqual(await balances(shop, { before: '2027-01-02' }), {
    '1.1.05': 65_000n,
    '1.1.20': -40_000n,
    '3.3.01': -25_000n,
  });
  const posted = async (context: Context) =>
    (await journal(context, {})).items.map(({ description }) => description).filter((text) => /tahun buku/.test(text));
  assert.deepEqual((await posted(savings)).toReversed(), [
    'Penutup pendapatan tahun buku 2026',
    'Penutup beban tahun buku 2026',
    'SHU tahun buku 2026',
    'SHU tahun buku 2026 menunggu pembagian',
  ]);
  assert.deepEqual((await posted(shop)).toReversed(), [
    'Penutup pendapatan tahun buku 2026',
    'Penutup beban tahun buku 2026',
    'SHU tahun buku 2026 menunggu pembagian',
  ]);
});

test('a year of loss stands as a debit that waits for the meeting; a year in which nothing moved closes without an entry', async () => {
  const context = await newBooks(world, { openFrom: '2025-12-01' });
  await enter(context, [cost('2025-12-01', 40_000n)]);
  await closeMonths(context, '2025-12-01', 1);
  assert.equal((await closeYear(context, { year: 2025 })).result.surplus, '-400.00');
  assert.deepEqual(await balances(context, { before: '2026-01-02' }), { '1.1.05': -40_000n, '3.3.01': 40_000n });
  await closeMonths(context, '2026-01-01', 12);
  assert.equal((await closeYear(context, { year: 2026 })).result.surplus, '0.00');
  const still = await read(context, (scope) => requireClosedYear(scope, 2026));
  assert.deepEqual([still.surplusSen, still.closingEntryId], [0n, null]);
});

test('a book year from July is closed in July, and its first one may begin late', async () => {
  const context = await newBooks(world, { startMonth: 7, openFrom: '2025-10-01', today: '2026-07-05' });
  await enter(context, [sale('2025-10-15', 500n), sale('2026-06-30', 700n), sale('2026-07-01', 11n)]);
  await closeMonths(context, '2025-10-01', 9);
  assert.equal((await closeYear(context, { year: 2025 })).result.surplus, '12.00');
  assert.deepEqual(await balances(context, { before: '2026-07-02' }), {
    '1.1.05': 1_211n,
    '3.3.01': -1_200n,
    '4.1.01': -11n,
  });
  const years = await read(context, bookYears);
  assert.deepEqual(
    years.map(({ year, state, months }) => [year, state, months.length]),
    [
      [2025, 'closed', 9],
      [2026, 'open', 1],
    ],
  );
});

test('every branch and unit closes its own part, so that its own statements are right in the next year too', async () => {
  const context = await newBooks(world, LATE);
  await addBranch(context, {
    code: 'CB1',
    name: 'Cabang Pati',
    kind: 'branch',
  });
  await addUnit(context, { code: 'TKO', name: 'Toko', kind: 'shop' });
  const { branches, units } = await organisation(context, {});
  const branchId = branches.find(({ code }) => code === 'CB1')?.id ?? '';
  const unitId = units.find(({ code }) => code === 'TKO')?.id ?? '';
  await enter(context, [
    sale('2026-12-01', 1_000n),
    sale('2026-12-01', 300n, { branchId }),
    cost('2026-12-01', 500n, { branchId }),
    sale('2026-12-01', 70n, { branchId, unitId }),
    cost('2026-12-01', 4n, { unitId }),
  ]);
  await closeMonths(context, '2026-11-01', 2);
  assert.equal((await closeYear(context, { year: 2026 })).result.surplus, '8.66');
  const undivided = async (place: { branchId?: string; unitId?: string }) =>
    (await balances(context, { before: '2027-01-02', ...place }))['3.3.01'];
  assert.deepEqual(
    [await undivided({}), await undivided({ branchId }), await undivided({ unitId })],
    [-866n, 130n, -66n],
  );
  const left = Object.keys(await balances(context, { before: '2027-01-02', branchId }));
  assert.deepEqual(left, ['1.1.05', '3.3.01']);
});

test('whatever moved, after the close no revenue or expense is left anywhere, the books balance, and the surplus is what was earned', async () => {
  const move = fc.record({
    on: fc.integer({ min: 0, max: 60 }).map((days) => addDays(day('2026-11-01'), days)),
    debit: fc.constantFrom('1.1.05', '6.1.10', '9.1.01'),
    credit: fc.constantFrom('4.1.01', '4.1.02', '7.1.01', '2.1.40'),
    amountSen: fc.bigInt({ min: 1n, max: 1_000_000n }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 20 }), async (moves) => {
      const context = await newBooks(world, LATE);
      await enter(context, moves);
      await closeMonths(context, '2026-11-01', 2);
      const { result } = await closeYear(context, { year: 2026 });
      const earned = moves.reduce(
        (sum, { debit, credit, amountSen }) =>
          sum + (/^[47]/.test(credit) ? amountSen : 0n) - (/^[69]/.test(debit) ? amountSen : 0n),
        0n,
      );
      const after = await balances(context, { before: '2027-01-02' });
      assert.deepEqual(
        Object.keys(after).filter((code) => /^[4-9]|^3\.3\.0[29]/.test(code)),
        [],
      );
      assert.equal(after['3.3.01'] ?? 0n, -earned);
      assert.equal(BigInt(result.surplus.replace('.', '')), earned);
      await clean(context);
    }),
    { numRuns: 6 },
  );
});

test('a year closes in order, after its months, once it is over, with the next month open, and once', async () => {
  const context = await newBooks(world, { openFrom: '2025-11-01' });
  await assert.rejects(closeYear(context, { year: 2024 }), { reason: 'year_unknown' });
  await assert.rejects(closeYear(context, { year: 2026 }), { reason: 'earlier_year_open' });
  await assert.rejects(closeYear(on(context, '2025-12-31'), { year: 2025 }), { reason: 'year_not_over' });
  await assert.rejects(closeYear(context, { year: 2025 }), { reason: 'earlier_month_open' });
  await assert.rejects(
    read(context, (scope) => requireClosedYear(scope, 2025)),
    { reason: 'year_not_closed' },
  );
  await closeMonths(context, '2025-11-01', 2);
  const accepted = [{ code: 'earlier_year_open', reason: 'menunggu nota pajak' }];
  await assert.rejects(closeMonth(context, { startsOn: '2026-01-01' }), { reason: 'warning_not_accepted' });
  await closeMonth(context, { startsOn: '2026-01-01', accepted });
  await assert.rejects(closeYear(context, { year: 2025 }), { reason: 'next_month_closed' });
  await byTwo(context, (maker) => reopenMonth(maker, { startsOn: '2026-01-01', reason: 'tutup tahun' }));
  await closeYear(context, { year: 2025 });
  await assert.rejects(closeYear(context, { year: 2025 }), { reason: 'year_already_closed' });
});

test('two who close a year at once: one set of closing entries is posted, the other is told that it is closed', async () => {
  const context = await yearOf2026();
  const tries = await Promise.allSettled([1, 2, 3].map(() => closeYear(asStaff(context), { year: 2026 })));
  const refused = tries.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason.reason);
  assert.deepEqual(refused, ['year_already_closed', 'year_already_closed']);
  assert.deepEqual(await balances(context, { before: '2027-01-02' }), { '1.1.05': 65_000n, '3.3.01': -65_000n });
});

test('a closed year is opened again by two people: everything stands as before it was closed, and it can be closed anew', async () => {
  const context = await yearOf2026();
  const before = await balances(context, { before: '2027-01-02' });
  await closeYear(context, { year: 2026 });
  await assert.rejects(
    byTwo(context, (maker) => reopenMonth(maker, { startsOn: '2026-12-01', reason: 'nota tertinggal' })),
    { reason: 'year_closed' },
  );
  await reopen(context, 2026);
  assert.deepEqual(await balances(context, { before: '2027-01-02' }), before);
  await assert.rejects(reopen(context, 2026), { reason: 'year_not_closed' });
  await enter(context, [cost('2026-12-30', 5_000n)]);
  assert.equal((await closeYear(context, { year: 2026 })).result.surplus, '600.00');
  assert.deepEqual(await balances(context, { before: '2027-01-02' }), { '1.1.05': 60_000n, '3.3.01': -60_000n });
  const shown = await balances(context, { from: day('2026-01-01'), before: '2027-01-01', withoutClosing: true });
  assert.deepEqual(shown, { '1.1.05': 60_000n, '4.1.01': -90_000n, '6.1.10': 30_000n });
  const point = await read(context, (scope) => closedPoint(scope, day('2027-01-01')));
  assert.deepEqual([...new Set(point.reopened.map(({ reason }) => reason))], ['koreksi audit']);
  await clean(context);
});

test('years are opened again from the last one back, and only while the next year can take the reversal', async () => {
  const context = await newBooks(world, { openFrom: '2025-12-01', today: '2027-02-10' });
  await closeMonths(context, '2025-12-01', 1);
  await closeYear(context, { year: 2025 });
  await closeMonths(context, '2026-01-01', 12);
  await assert.rejects(reopen(context, 2025), { reason: 'next_month_closed' });
  await closeYear(context, { year: 2026 });
  await assert.rejects(reopen(context, 2025), { reason: 'later_year_closed' });
});

test('once the meeting has decided on the surplus, the year is locked for good', async () => {
  const context = await yearOf2026();
  const approve = () => step(context, (scope) => markYearApproved(scope, { year: 2026, resolution: '01/RAT/2027' }));
  await assert.rejects(approve(), { reason: 'year_not_closed' });
  await closeYear(context, { year: 2026 });
  await approve();
  await assert.rejects(approve(), { reason: 'year_approved' });
  await assert.rejects(reopen(context, 2026), { reason: 'year_approved' });
  const point = await read(context, (scope) => closedPoint(scope, day('2027-01-01')));
  assert.deepEqual([point.state, point.throughNumber], ['locked', 5n]);
  const [year] = await read(context, bookYears);
  assert.deepEqual([year?.state, year?.closed?.shuResolution], ['approved', '01/RAT/2027']);
  await assert.rejects(closeMonth(context, { startsOn: '2026-12-01' }), { reason: 'period_locked' });
  const bySql = sql`update books.year set surplus_sen = 0`;
  await assert.rejects(
    step(context, (scope) => scope.tx.run(bySql)),
    { constraint: 'year_approved' },
  );
});

test('a chart without the account of the surplus is told so, and nothing is closed', async () => {
  const context = await yearOf2026();
  await setParameter(context, {
    name: 'books.undivided_account',
    effectiveFrom: '2026-01-01',
    value: '3.3.77',
    legalBasis: 'Keputusan pengurus',
  });
  await assert.rejects(closeYear(context, { year: 2026 }), { reason: 'chart_code_unknown' });
  assert.deepEqual(await balances(context, { before: '2027-01-02' }), {
    '1.1.05': 65_000n,
    '4.1.01': -90_000n,
    '6.1.10': 25_000n,
  });
  assert.equal((await read(context, bookYears))[0]?.state, 'open');
});

test('months of a closed year are locked by two people', async () => {
  const context = await yearOf2026();
  await closeYear(context, { year: 2026 });
  await byTwo(context, (maker) => lockMonths(maker, { through: '2026-12-01', reason: 'laporan sudah diaudit' }));
  assert.equal((await read(context, (scope) => closedPoint(scope, day('2027-01-01')))).state, 'locked');
  await assert.rejects(
    byTwo(context, (maker) => lockMonths(maker, { through: '2026-12-01', reason: 'sekali lagi' })),
    { reason: 'period_locked' },
  );
  await assert.rejects(reopen(context, 2026), { reason: 'period_locked' });
});

test('days of the new year that are closed already stay closed around the opening entry', async () => {
  const context = await yearOf2026();
  await closeDay(context, { on: '2027-01-05' });
  await closeYear(context, { year: 2026 });
  await assert.rejects(enter(context, [sale('2027-01-05', 1n)]), { reason: 'day_closed' });
  assert.deepEqual(await balances(context, { before: '2027-01-02' }), { '1.1.05': 65_000n, '3.3.01': -65_000n });
});

test('an amount that stood on the surplus account before moves along, after a reason was given', async () => {
  const context = await yearOf2026([{ on: '2026-11-01', debit: '1.1.05', credit: '3.3.02', amountSen: 1_000n }]);
  await assert.rejects(closeYear(context, { year: 2026 }), { reason: 'warning_not_accepted' });
  const accepted = [{ code: 'surplus_not_empty', reason: 'SHU sampai pindah buku' }];
  assert.equal((await closeYear(context, { year: 2026, accepted })).result.surplus, '650.00');
  assert.deepEqual(await balances(context, { before: '2027-01-02' }), { '1.1.05': 66_000n, '3.3.01': -66_000n });
});

test('only who may close a year closes it', async () => {
  const context = await yearOf2026();
  await assert.rejects(closeYear(asStaff(context, ['ledger.periods']), { year: 2026 }), {
    reason: 'permission_missing',
  });
});
