import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DomainError } from './errors.ts';
import {
  allocate,
  divideRounded,
  formatDecimal,
  parseDecimal,
  parseSignedDecimal,
  roundToStep,
  rupiah,
  sumSen,
} from './money.ts';

describe('an amount of the API', () => {
  const readable: [string, bigint][] = [
    ['0', 0n],
    ['0.00', 0n],
    ['150000.00', 15_000_000n],
    ['150000', 15_000_000n],
    ['1.5', 150n],
    ['0.01', 1n],
    ['999999999999999.99', 99_999_999_999_999_999n],
  ];
  for (const [text, amount] of readable)
    test(`"${text}" is ${amount} sen`, () => assert.equal(parseDecimal(text), amount));

  const unreadable = [
    '',
    ' ',
    '-1.00',
    '+1.00',
    '1.001',
    '1e5',
    '01.00',
    '1,000.00',
    '1.',
    '.5',
    'NaN',
    'Infinity',
    '１.00',
    '1 000',
  ];
  for (const text of unreadable) {
    test(`"${text}" is refused`, () => {
      assert.throws(
        () => parseDecimal(text),
        (error) => error instanceof DomainError && error.reason === 'amount_format',
      );
    });
  }

  test('written and read again is the same, negative too', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        (amount) => parseSignedDecimal(formatDecimal(amount)) === amount,
      ),
    );
  });
});

describe('a rounding is named', () => {
  const table: [bigint, bigint, bigint, bigint, bigint, bigint][] = [
    // numerator, denominator, half even, half up, down, up
    [5n, 2n, 2n, 3n, 2n, 3n],
    [7n, 2n, 4n, 4n, 3n, 4n],
    [-5n, 2n, -2n, -3n, -2n, -3n],
    [1n, 3n, 0n, 0n, 0n, 1n],
    [2n, 3n, 1n, 1n, 0n, 1n],
    [6n, 3n, 2n, 2n, 2n, 2n],
  ];
  for (const [numerator, denominator, even, halfUp, down, up] of table) {
    test(`${numerator}/${denominator}`, () => {
      assert.deepEqual(
        (['half_even', 'half_up', 'down', 'up'] as const).map((mode) => divideRounded(numerator, denominator, mode)),
        [even, halfUp, down, up],
      );
    });
  }

  test('never moves an amount by a whole step', () => {
    const modes = fc.constantFrom('half_even', 'half_up', 'down', 'up');
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        fc.constantFrom(1n, 100n, 50_000n),
        modes,
        (numerator, denominator, step, mode) => {
          const rounded = roundToStep(numerator, denominator, step, mode);
          const error = rounded * denominator - numerator;
          assert.equal(rounded % step, 0n);
          assert.ok((error < 0n ? -error : error) < step * denominator);
        },
      ),
    );
  });
});

describe('an allocation', () => {
  test('shares a hundred rupiah among three without losing a sen', () => {
    assert.deepEqual(allocate(10_000n, [1n, 1n, 1n]), [3334n, 3333n, 3333n]);
    assert.deepEqual(allocate(rupiah(100), [1n, 1n, 1n], 100n), [3400n, 3300n, 3300n]);
  });

  test('always sums to the whole, never negative, and never more than a unit from the exact share', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 60 })
      .filter((list) => list.some((weight) => weight > 0n));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), weights, (total, list) => {
        const shares = allocate(total, list);
        const sum = sumSen(list);
        assert.equal(sumSen(shares), total);
        shares.forEach((share, index) => {
          const exact = total * (list[index] ?? 0n);
          assert.ok(share >= 0n && share * sum > exact - sum && share * sum < exact + sum);
        });
      }),
    );
  });

  test('refuses weights that are all zero, or negative', () => {
    assert.throws(() => allocate(100n, [0n, 0n]));
    assert.throws(() => allocate(100n, [2n, -1n]));
  });
});
