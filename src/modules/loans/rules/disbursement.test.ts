import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { rupiah } from '#kernel/money';
import { checkApproval, checkPayout, checkSecurity, missingSecurity } from './disbursement.ts';

const refusedAs = (reason: string) => (error: unknown) => error instanceof DomainError && error.reason === reason;
const on = parseDate('2026-11-20');
const approval = {
  validUntil: parseDate('2026-11-19'),
  openConditions: [],
  approvers: [{ personId: 'a', name: 'Ketua' }],
  noLongerEntitled: [],
};

test('an approval carries the first payout until its last day, and later parts of what began in time', () => {
  assert.throws(() => checkApproval(approval, { on, personId: 'b', first: true }), refusedAs('approval_expired'));
  checkApproval(approval, { on, personId: 'b', first: false });
  checkApproval({ ...approval, validUntil: on }, { on, personId: 'b', first: true });
});

test('one of two approvers may pay out, the only one may not', () => {
  const two = {
    ...approval,
    validUntil: null,
    approvers: [...approval.approvers, { personId: 'b', name: 'Bendahara' }],
  };
  checkApproval(two, { on, personId: 'a', first: true });
  const one = { ...approval, validUntil: null };
  assert.throws(() => checkApproval(one, { on, personId: 'a', first: true }), refusedAs('approver_disburses'));
});

const facts = {
  principalSen: rupiah(10_000_000),
  rule: { collateralAbove: rupiah(5_000_000), collateralPercent: '125', guarantors: 2 },
  collateralSen: rupiah(12_000_000),
  guarantors: 1,
  documents: ['ktp', 'kk'],
  given: ['ktp'],
};

test('what is missing is told to the rupiah: 125 percent of ten million is twelve and a half', () => {
  assert.deepEqual(missingSecurity(facts), { collateralSen: rupiah(500_000), guarantors: 1, documents: ['kk'] });
});

test('a small loan needs no collateral, and more than is asked is not counted against anyone', () => {
  const small = { ...facts, principalSen: rupiah(5_000_000), collateralSen: 0n, guarantors: 3, given: ['ktp', 'kk'] };
  assert.deepEqual(missingSecurity(small), { collateralSen: 0n, guarantors: 0, documents: [] });
});

test('each missing thing is refused by its own name', () => {
  const none = { collateralSen: 0n, guarantors: 0, documents: [] };
  checkSecurity(none);
  assert.throws(() => checkSecurity({ ...none, collateralSen: 1n }), refusedAs('collateral_missing'));
  assert.throws(() => checkSecurity({ ...none, guarantors: 1 }), refusedAs('guarantor_missing'));
  assert.throws(() => checkSecurity({ ...none, documents: ['kk'] }), refusedAs('documents_missing'));
});

test('a loan that ended is not paid out', () => {
  const loan = { number: 'PU-000001', signedOn: on, principalSen: rupiah(2), disbursedSen: 0n };
  for (const status of ['settled', 'written_off']) {
    assert.throws(() => checkPayout({ ...loan, status }, { amountSen: 1n, on }), refusedAs('loan_closed'));
  }
});
