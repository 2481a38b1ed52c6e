import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { labelEvery, scaleFor } from './charts.ts';

test('a scale has round ticks that hold every value and nought', () => {
  const scale = scaleFor([4_200_000n, -600_000n]);
  assert.deepEqual(scale.ticks, [-2_000_000n, 0n, 2_000_000n, 4_000_000n, 6_000_000n]);
  assert.equal(scale.at(-2_000_000n), 0);
  assert.equal(scale.at(6_000_000n), 1);
});

test('nothing to show is still a scale', () => {
  assert.ok(scaleFor([]).high > 0n);
  assert.equal(scaleFor([0n]).at(0n), 0);
});

test('every value lies between the ends, in order', () => {
  const value = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (values) => {
      const scale = scaleFor(values);
      for (const one of values) assert.ok(scale.at(one) >= 0 && scale.at(one) <= 1);
      const sorted = [...values].sort((a, b) => (a < b ? -1 : 1)).map(scale.at);
      assert.deepEqual(
        sorted,
        [...sorted].sort((a, b) => a - b),
      );
    }),
  );
});

test('labels thin out when there are many', () => {
  assert.equal(labelEvery(6), 1);
  assert.equal(labelEvery(12), 2);
  assert.equal(labelEvery(31), 5);
});
