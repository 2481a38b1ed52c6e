import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { addDays, type BusinessDate } from '#kernel/dates';
import { read, step, testWorld } from '../../../test/support/world.ts';
import { generalAccountIds, post } from './accounts.ts';
import { chartBalances, edgesOf } from './reports/balances.ts';
import { foldLedgerTotals, foldTotals, YEAR_CLOSE_SOURCE } from './totals.ts';
import { checkBooks } from './verify.ts';

const world = await testWorld();
const day = (text: string) => text as BusinessDate;
const CODES = ['1.1.01', '1.1.05', '2.1.40', '4.1.01', '6.1.10'];

type Move = { on: BusinessDate; from: number; to: number; amountSen: bigint; closing: boolean };

async function write(context: Context, moves: readonly Move[]): Promise<void> {
  await step(context, async (scope) => {
    const ids = await generalAccountIds(scope, CODES);
    const id = (index: number) => ids.get(CODES[index] ?? '') ?? '';
    await post(
      scope,
      moves.map(({ on, from, to, amountSen, closing }) => ({
        description: 'Uji',
        businessDate: on,
        source: closing ? YEAR_CLOSE_SOURCE : 'ledger.entry',
        lines: [
          { accountId: id(to), amountSen },
          { accountId: id(from), amountSen: -amountSen },
        ],
      })),
    );
  });
}

const move: fc.Arbitrary<Move> = fc.record({
  on: fc.integer({ min: 0, max: 323 }).map((days) => addDays(day('2026-01-01'), days)),
  from: fc.constantFrom(0, 1),
  to: fc.constantFrom(2, 3, 4),
  amountSen: fc.bigInt({ min: 1n, max: 1_000_000n }),
  closing: fc.boolean(),
});

/** The same sums, straight from the lines. */
function summed(moves: readonly Move[], range: { from?: BusinessDate; before: BusinessDate; withoutClosing: boolean }) {
  const sums = new Map<string, bigint>();
  for (const { on, from, to, amountSen, closing } of moves) {
    if (on >= range.before || (range.from && on < range.from) || (closing && range.withoutClosing)) continue;
    for (const [index, amount] of [
      [to, amountSen],
      [from, -amountSen],
    ] as const) {
      const code = CODES[index] ?? '';
      sums.set(code, (sums.get(code) ?? 0n) + amount);
    }
  }
  return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0n).sort());
}

test('statements read the same sums from kept totals, from lines, and from any mixture of both', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(move, { minLength: 1, maxLength: 40 }),
      fc.array(move, { maxLength: 10 }),
      fc.integer({ min: 0, max: 330 }),
      fc.integer({ min: 0, max: 330 }),
      fc.boolean(),
      async (early, late, start, length, withoutClosing) => {
        const context = await world.cooperative();
        await write(context, early);
        await step(context, foldTotals);
        if (late.length > 0) await write(context, late);
        const from = addDays(day('2026-01-01'), start);
        const before = addDays(from, length);
        for (const range of [
          { from, before, withoutClosing },
          { before, withoutClosing },
        ]) {
          const lines = await read(context, (scope) => chartBalances(scope, range));
          const got = lines.filter((line) => line.amountSen !== 0n).map((line) => [line.code, line.amountSen]);
          assert.deepEqual(Object.fromEntries(got), summed([...early, ...late], range));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('a range is cut into whole months and edges that neither overlap nor leave a day out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 800 }), (start, length) => {
      const from = addDays(day('2025-01-01'), start);
      const before = addDays(from, length);
      const { head, months, tail } = edgesOf({ from, before });
      const spans = [head, months, tail].filter((span) => span.from < span.before);
      let at = from;
      for (const span of spans) {
        assert.equal(span.from, at);
        at = span.before;
      }
      assert.equal(at, before);
      if (months.from < months.before) assert.ok(months.from.endsWith('-01') && months.before.endsWith('-01'));
    }),
  );
});

test('counting again counts nothing twice, and a touched total does not verify', async () => {
  const context = await world.cooperative();
  await write(context, [{ on: day('2026-05-05'), from: 0, to: 4, amountSen: 500n, closing: false }]);
  assert.deepEqual((await foldLedgerTotals(context, {})).result, { counted: 1 });
  assert.deepEqual((await foldLedgerTotals(context, {})).result, { counted: 0 });
  assert.equal((await read(context, checkBooks)).firstBad, null);
  await step(context, (scope) =>
    scope.tx.run(
      sql`update ledger.month_total set debit_sen = debit_sen + 1 where cooperative_id = ${scope.cooperativeId} and chart_code = '6.1.10'`,
    ),
  );
  const check = await read(context, checkBooks);
  assert.equal(check.totalsMismatch, 1);
  assert.match(check.firstBad?.why ?? '', /6\.1\.10/);
});
