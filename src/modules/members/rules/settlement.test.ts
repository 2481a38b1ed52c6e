import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from '#kernel/dates';
import { rupiah, sen } from '#kernel/money';
import { type Settlement, settlementTotal } from './settlement.ts';

const zero: Settlement = {
  on: parseDate('2026-11-21'),
  principalSen: rupiah(0),
  mandatorySen: rupiah(0),
  voluntarySen: rupiah(0),
  shareSen: rupiah(0),
  loanSen: rupiah(0),
  entryId: '01900000-0000-7000-8000-000000000000',
};

test('a leaving member gets all savings and shares less the remaining loan', () => {
  const parts = {
    ...zero,
    principalSen: rupiah(100_000),
    mandatorySen: rupiah(1_200_000),
    voluntarySen: rupiah(350_500),
    shareSen: rupiah(45_250),
    loanSen: rupiah(695_750),
  };
  assert.equal(settlementTotal(parts), rupiah(1_000_000));
  assert.equal(settlementTotal({ ...zero, entryId: null }), 0n);
});

test('a loan larger than the savings stops the exit', () => {
  assert.throws(() => settlementTotal({ ...zero, principalSen: rupiah(1), loanSen: rupiah(2) }), {
    code: 'refused',
    reason: 'settlement_negative',
  });
});

test('parts and total of a settlement always agree', () => {
  const part = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(sen);
  fc.assert(
    fc.property(part, part, part, part, part, (principalSen, mandatorySen, voluntarySen, shareSen, loanSen) => {
      const parts = { ...zero, principalSen, mandatorySen, voluntarySen, shareSen, loanSen };
      const owned = principalSen + mandatorySen + voluntarySen + shareSen;
      if (owned < loanSen) assert.throws(() => settlementTotal(parts));
      else assert.equal(settlementTotal(parts) + loanSen, owned);
    }),
  );
});

test('a negative part, or money without an entry, is a bug', () => {
  assert.throws(() => settlementTotal({ ...zero, shareSen: sen(-1n) }), /assertion/);
  assert.throws(() => settlementTotal({ ...zero, principalSen: rupiah(1), entryId: null }), /assertion/);
});
