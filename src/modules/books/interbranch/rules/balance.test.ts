import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sumSen } from '#kernel/money';
import { withInterBranch } from './balance.ts';

const line = fc.record({
  branchId: fc.constantFrom('a', 'b', 'c', 'd'),
  code: fc.constantFrom('1.1.01', '1.1.05', '6.1.05'),
  amountSen: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
});

test('lines that balance together balance in every branch, and the inter-branch account is nought in total', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
      const rest = { branchId: 'a', code: '1.1.01', amountSen: -sumSen(lines.map(({ amountSen }) => amountSen)) };
      const branches = withInterBranch([...lines, rest], 'rak');
      const all = [...branches.values()].flat();
      for (const own of branches.values()) assert.equal(sumSen(own.map(({ amountSen }) => amountSen)), 0n);
      const rak = all.filter(({ code }) => code === 'rak');
      assert.equal(sumSen(rak.map(({ amountSen }) => amountSen)), 0n);
      assert.equal(all.length - rak.length, lines.length + 1);
    }),
  );
});

test('a branch whose lines balance already gets no line', () => {
  const lines = [
    { branchId: 'a', code: '1.1.05', amountSen: 100n },
    { branchId: 'a', code: '1.1.01', amountSen: -100n },
  ];
  assert.deepEqual(withInterBranch(lines, 'rak').get('a'), lines);
});
