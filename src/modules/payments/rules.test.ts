import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import {
  type CashLine,
  countedSen,
  DENOMINATIONS,
  isCashLine,
  requireCashAmount,
  requireFree,
  requireNote,
  requireToday,
  type SessionState,
} from './rules.ts';

const SESSION: SessionState = {
  tillId: 'till-1',
  tillName: 'Kas 1',
  tellerId: 'sri',
  tellerName: 'Sri',
  businessDate: '2026-11-20' as BusinessDate,
};

test('counted cash is the sum of pieces times what each is worth', () => {
  const counted = countedSen([
    { denomination: '100000.00', pieces: 12 },
    { denomination: '2000.00', pieces: 3 },
    { denomination: '50.00', pieces: 1 },
  ]);
  assert.equal(counted, 120_605_000n);
  assert.equal(countedSen([]), 0n);
});

test('any drawer counts to the same sum in whatever order its notes are counted', () => {
  const pieces = fc.uniqueArray(
    fc.record({ denomination: fc.constantFrom(...DENOMINATIONS), pieces: fc.nat(10_000) }),
    { selector: (item) => item.denomination },
  );
  fc.assert(fc.property(pieces, (counted) => countedSen(counted) === countedSen([...counted].reverse())));
});

test('the same denomination counted twice is refused', () => {
  const twice = { denomination: '5000.00', pieces: 1 } as const;
  assert.throws(() => countedSen([twice, twice]), reason('denomination_twice'));
});

test('cash has no sen', () => {
  assert.doesNotThrow(() => requireCashAmount(12_300n));
  assert.throws(() => requireCashAmount(12_345n), reason('cash_whole_rupiah'));
});

test('a till in use is refused to a second teller, by name of the first', () => {
  assert.throws(
    () => requireFree({ tillId: 'till-1', tellerId: 'budi' }, [SESSION]),
    (error) => error instanceof DomainError && error.reason === 'till_taken' && error.pesan.includes('Sri'),
  );
});

test('a teller has one till at a time', () => {
  assert.throws(() => requireFree({ tillId: 'till-2', tellerId: 'sri' }, [SESSION]), reason('teller_has_till'));
  assert.throws(() => requireFree({ tillId: 'till-1', tellerId: 'sri' }, [SESSION]), reason('till_already_open'));
  assert.doesNotThrow(() => requireFree({ tillId: 'till-2', tellerId: 'budi' }, []));
});

test("yesterday's till serves nobody until it is closed", () => {
  assert.doesNotThrow(() => requireToday(SESSION, '2026-11-20' as BusinessDate));
  assert.throws(() => requireToday(SESSION, '2026-11-21' as BusinessDate), reason('till_day_over'));
});

test('a difference needs a word about it, an exact count does not', () => {
  assert.doesNotThrow(() => requireNote(0n, ''));
  assert.doesNotThrow(() => requireNote(-5_000n, 'uang kembali kurang'));
  const says = (words: string) => (error: unknown) => error instanceof DomainError && error.pesan.startsWith(words);
  assert.throws(() => requireNote(-500_000n, ''), says('Uang kurang Rp 5.000.'));
  assert.throws(() => requireNote(125_000_000n, ''), says('Uang lebih Rp 1.250.000.'));
});

const LINE: CashLine = { code: '6.1.05', kind: 'expense', postable: true, active: true, cashFlow: null };

test('cash goes out to expenses, comes in from revenue, and moves to and from the bank', () => {
  const revenue: CashLine = { ...LINE, code: '4.1.02', kind: 'revenue' };
  const bank: CashLine = { ...LINE, code: '1.1.05', kind: 'asset', cashFlow: 'cash' };
  assert.deepEqual([isCashLine(LINE, 'out', '1.1.01'), isCashLine(LINE, 'in', '1.1.01')], [true, false]);
  assert.deepEqual([isCashLine(revenue, 'out', '1.1.01'), isCashLine(revenue, 'in', '1.1.01')], [false, true]);
  assert.deepEqual([isCashLine(bank, 'out', '1.1.01'), isCashLine(bank, 'in', '1.1.01')], [true, true]);
});

test("members' savings, headings, retired lines and the till's own line are no places for cash", () => {
  const savings: CashLine = { ...LINE, code: '2.1.01', kind: 'liability' };
  const own: CashLine = { ...LINE, code: '1.1.01', kind: 'asset', cashFlow: 'cash' };
  for (const line of [savings, own, { ...LINE, postable: false }, { ...LINE, active: false }]) {
    assert.ok(!isCashLine(line, 'out', '1.1.01') && !isCashLine(line, 'in', '1.1.01'));
  }
});

function reason(expected: string) {
  return (error: unknown) => error instanceof DomainError && error.reason === expected;
}
