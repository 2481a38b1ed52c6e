import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sumSen } from '#kernel/money';
import { SHARE_RULES, shareOfArrears } from './group.ts';

const fellow = (memberId: string, outstandingSen: bigint) => ({ memberId, outstandingSen });

test('what one leaves unpaid falls on the others alike', () => {
  const shares = shareOfArrears(100n, [fellow('a', 5n), fellow('b', 0n), fellow('c', 9n)], 'equal');
  assert.deepEqual(
    [...shares],
    [
      ['a', 34n],
      ['b', 33n],
      ['c', 33n],
    ],
  );
});

test('or by what each owes, and alike when nobody owes', () => {
  const owing = [fellow('a', 300n), fellow('b', 100n)];
  assert.deepEqual([...shareOfArrears(100n, owing, 'by_outstanding').values()], [75n, 25n]);
  assert.deepEqual(
    [...shareOfArrears(100n, [fellow('a', 0n), fellow('b', 0n)], 'by_outstanding').values()],
    [50n, 50n],
  );
});

test('nobody carries anything for nothing, or where nobody else is there', () => {
  assert.equal(shareOfArrears(0n, [fellow('a', 1n)], 'equal').size, 0);
  assert.equal(shareOfArrears(5n, [], 'equal').size, 0);
});

test('shares always make the whole', () => {
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      amounts,
      fc.constantFrom(...SHARE_RULES),
      (arrears, owed, rule) => {
        const others = owed.map((amount, index) => fellow(`${index}`, amount));
        assert.equal(sumSen(shareOfArrears(arrears, others, rule).values()), arrears);
      },
    ),
  );
});
