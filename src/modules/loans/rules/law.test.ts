import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { rupiah } from '#kernel/money';
import { compare, whole } from '#kernel/ratio';
import { checkCeilings, isAboveCap, partOf, USUAL_LAW, yearlyPercent } from './law.ts';

const MONTH = { every: 1, unit: 'month' as const };
const sen = fc.bigInt({ min: 0n, max: 10n ** 15n });

describe('the stated rate of a year', () => {
  test('is twelve times a month, 365 times a day, 365/7 times a week', () => {
    const same = (left: ReturnType<typeof yearlyPercent>, right: ReturnType<typeof yearlyPercent>) =>
      assert.equal(compare(left, right), 0);
    same(yearlyPercent({ periodPercent: '1.5' }, MONTH), whole(18n));
    same(yearlyPercent({ periodPercent: '6' }, { every: 3, unit: 'month' }), whole(24n));
    same(yearlyPercent({ periodPercent: '0.1' }, { every: 1, unit: 'day' }), { n: 365n, d: 10n });
    same(yearlyPercent({ periodPercent: '0.7' }, { every: 2, unit: 'week' }), { n: 1825n, d: 100n });
    same(yearlyPercent({ annualPercent: '16' }, MONTH), whole(16n));
  });

  test('may be the cap and not the least bit more', () => {
    assert.equal(isAboveCap({ rate: { periodPercent: '2' }, frequency: MONTH }, '24'), false);
    assert.equal(isAboveCap({ rate: { periodPercent: '2.000001' }, frequency: MONTH }, '24'), true);
  });
});

describe('the ceiling of one borrower', () => {
  const of = (changes: Partial<Parameters<typeof checkCeilings>[0]> = {}) =>
    checkCeilings(
      {
        principalSen: rupiah(5_000_000),
        outstandingSen: rupiah(10_000_000),
        ownCapitalSen: rupiah(100_000_000),
        related: false,
        ...changes,
      },
      USUAL_LAW,
    );

  test('is 15 % of own capital for what is owed and the new loan together (Permenkop 8/2023 Ps 42, 45)', () => {
    assert.deepEqual(of(), {
      ceilingSen: rupiah(15_000_000),
      roomSen: rupiah(5_000_000),
      within: true,
      percent: '15',
    });
    assert.equal(of({ principalSen: rupiah(5_000_000) + 1n }).within, false);
  });

  test('is 10 % for a related party (Ps 44)', () => {
    const related = of({ related: true });
    assert.deepEqual([related.ceilingSen, related.roomSen, related.within], [rupiah(10_000_000), 0n, false]);
  });

  test('is nothing where own capital was lost', () => {
    const lost = of({ ownCapitalSen: -1n, outstandingSen: 0n });
    assert.deepEqual([lost.ceilingSen, lost.roomSen, lost.within], [0n, 0n, false]);
  });

  test('is never exceeded: whatever fits in the room is within it, one sen more is not', () => {
    fc.assert(
      fc.property(sen, sen, fc.boolean(), (ownCapitalSen, outstandingSen, related) => {
        const { roomSen, ceilingSen } = checkCeilings(
          { principalSen: 0n, outstandingSen, ownCapitalSen, related },
          USUAL_LAW,
        );
        const lent = (principalSen: bigint) =>
          checkCeilings({ principalSen, outstandingSen, ownCapitalSen, related }, USUAL_LAW).within;
        assert.equal(lent(roomSen), outstandingSen <= ceilingSen);
        assert.equal(lent(roomSen + 1n), false);
        assert.ok(ceilingSen * 100n <= ownCapitalSen * (related ? 10n : 15n));
      }),
    );
  });
});

test('a part in percent is rounded down', () => {
  assert.equal(partOf(101n, '12.5'), 12n);
});
