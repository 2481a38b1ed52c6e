import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rupiah, sumSen } from '#kernel/money';
import { Fee } from '../terms.ts';
import { feesOf, payoutLines, payoutOf } from './fees.ts';

const fee = (text: object) => Fee.parse({ code: 'biaya', name: 'Biaya', kind: 'flat', chartCode: '4.1.02', ...text });

test('a percentage is of the whole loan, half a rupiah rounds up', () => {
  const fees = [fee({ kind: 'percent', percent: '1.5' })];
  assert.deepEqual(
    feesOf({ fees }, rupiah(10_000_000)).map(({ amountSen }) => amountSen),
    [rupiah(150_000)],
  );
  assert.deepEqual(
    feesOf({ fees }, rupiah(1_000_033)).map(({ amountSen }) => amountSen),
    [rupiah(15_000)],
  );
  assert.deepEqual(
    feesOf({ fees }, rupiah(100)).map(({ amountSen }) => amountSen),
    [rupiah(2)],
  );
});

test('a fee of nothing is not charged', () => {
  assert.deepEqual(
    feesOf({ fees: [fee({ amount: '0.00' }), fee({ kind: 'percent', percent: '0' })] }, rupiah(5_000_000)),
    [],
  );
});

test('what is taken off lowers what is received, what is brought in cash does not', () => {
  const fees = feesOf(
    { fees: [fee({ amount: '50000.00' }), fee({ amount: '10000.00', taken: 'cash' })] },
    rupiah(1_000_000),
  );
  const payout = payoutOf(rupiah(1_000_000), fees);
  assert.deepEqual(
    [payout.netSen, payout.deductedSen, payout.broughtSen],
    [rupiah(950_000), rupiah(50_000), rupiah(10_000)],
  );
});

const anyFee = fc.oneof(
  fc.record({
    code: fc.constant('provisi'),
    name: fc.constant('Provisi'),
    kind: fc.constant('percent'),
    percent: fc.integer({ min: 0, max: 500 }).map((hundredths) => (hundredths / 100).toFixed(2)),
    chartCode: fc.constantFrom('4.1.02', '2.1.23'),
    taken: fc.constantFrom('deducted', 'cash'),
  }),
  fc.record({
    code: fc.constant('meterai'),
    name: fc.constant('Meterai'),
    kind: fc.constant('flat'),
    amount: fc.integer({ min: 0, max: 100_000 }).map((whole) => `${whole}.00`),
    chartCode: fc.constantFrom('4.1.03', '2.1.24'),
    taken: fc.constantFrom('deducted', 'cash'),
  }),
);

test('whatever the fees: the entry is balanced, and net and what is taken off make the amount', () => {
  fc.assert(
    fc.property(fc.array(anyFee, { maxLength: 10 }), fc.bigInt({ min: 1n, max: 10n ** 13n }), (texts, principalSen) => {
      const fees = feesOf({ fees: texts.map((text) => Fee.parse(text)) }, principalSen);
      const payout = payoutOf(principalSen, fees);
      assert.equal(payout.netSen + payout.deductedSen, principalSen);
      assert.equal(sumSen(payoutLines(payout, fees).map(({ amountSen }) => amountSen)), 0n);
      assert.ok(fees.every(({ amountSen }) => amountSen > 0n && amountSen % 100n === 0n));
    }),
  );
});
