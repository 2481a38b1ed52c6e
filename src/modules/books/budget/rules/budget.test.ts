import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rupiah, sen, sumSen } from '#kernel/money';
import { isPlanned, statesOf } from './lines.ts';
import { achieved, grown, spreadYear } from './spread.ts';

const amounts = fc.bigInt({ min: 0n, max: 9_000_000_000_000n });

test('a year spread over its months is the year to the sen, in whole rupiah but for the first', () => {
  fc.assert(
    fc.property(amounts, fc.array(amounts, { minLength: 12, maxLength: 12 }), (total, shape) => {
      const months = spreadYear(sen(total), shape);
      assert.equal(sumSen(months), total);
      assert.equal(months.length, 12);
      for (const month of months.slice(1)) assert.equal(month % 100n, 0n);
    }),
  );
});

test('without a shape, or with one that says nothing, every month carries the same', () => {
  const even = Array.from({ length: 12 }, () => rupiah(100_000));
  assert.deepEqual(spreadYear(rupiah(1_200_000)), even);
  assert.deepEqual(
    spreadYear(
      rupiah(1_200_000),
      Array.from({ length: 12 }, () => 0n),
    ),
    even,
  );
  assert.deepEqual(spreadYear(rupiah(1_200_000), [1n]), even);
});

test("last year's shape is kept: a month that carried half carries half; a month below zero carries nothing", () => {
  const shape = [-5n, 0n, 0n, 50n, 0n, 25n, 0n, 0n, 25n, 0n, 0n, 0n];
  const months = spreadYear(rupiah(1_000_000), shape);
  assert.equal(months[0], 0n);
  assert.equal(months[3], rupiah(500_000));
  assert.equal(months[5], rupiah(250_000));
});

test('figures grow by a percent in whole rupiah and never fall below zero', () => {
  assert.equal(grown(rupiah(1_000_000), 75_000n), rupiah(1_075_000));
  assert.equal(grown(rupiah(1_000_000), -100_000n), rupiah(900_000));
  assert.equal(grown(150n, 0n), rupiah(2));
  assert.equal(grown(-rupiah(10), 0n), 0n);
});

test('what was reached is told as a part of the plan, and of no plan nothing', () => {
  assert.equal(achieved(rupiah(80), rupiah(100)), 800_000n);
  assert.equal(achieved(-rupiah(5), rupiah(100)), -50_000n);
  assert.equal(achieved(rupiah(80), 0n), null);
  assert.equal(achieved(rupiah(80), -rupiah(1)), null);
});

test('only lines of revenue and expense that are in use are planned', () => {
  const line = { kind: 'revenue', postable: true, active: true } as const;
  assert.ok(isPlanned(line));
  assert.ok(isPlanned({ ...line, kind: 'expense' }));
  assert.ok(!isPlanned({ ...line, kind: 'asset' }));
  assert.ok(!isPlanned({ ...line, postable: false }));
  assert.ok(!isPlanned({ ...line, active: false }));
});

test('the newest approved version holds, older ones are replaced, what is not approved is a draft', () => {
  const of = (...approved: boolean[]) => statesOf(approved.map((one) => ({ approved: one })));
  assert.deepEqual(of(false, true, true), ['draft', 'approved', 'replaced']);
  assert.deepEqual(of(true), ['approved']);
  assert.deepEqual(of(), []);
});
