import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { generalAccountId } from '#ledger';
import { asMember, asStaff, read, step, testWorld } from '../../../test/support/world.ts';
import { repay } from './commands/repay.ts';
import { loanWorld, runningLoan, testProduct } from './loans.fixture.ts';
import { loanHash, refusal } from './repay.fixture.ts';
import type { LoanPatch } from './store/loans.ts';
import { updateLoan } from './store/loans.ts';

const world = await testWorld();
const { context, productId } = await loanWorld(world);
const TODAY = '2026-11-20';

function loanOf(on = '2026-10-20', product = productId) {
  return runningLoan(context, { productId: product, rupiah: 1_200_000, tenor: 12, on: on as BusinessDate });
}

async function loanAs(patch: LoanPatch) {
  const loan = await loanOf();
  await step(context, (scope) => updateLoan(scope, loan.id, patch));
  return loan;
}

async function refusedAs(asked: Record<string, unknown>): Promise<string> {
  return (await refusal(repay(context, { amount: '118000.00', ...asked }))).reason;
}

test('a loan that is not running takes no payment, and the refusal says what to do', async () => {
  const closedOn = TODAY as BusinessDate;
  for (const [patch, reason, words] of [
    [{ status: 'signed', disbursedOn: null }, 'loan_not_disbursed', /belum dicairkan/],
    [{ status: 'cancelled', closedOn, disbursedOn: null }, 'loan_cancelled', /dibatalkan/],
    [{ status: 'settled', closedOn }, 'loan_settled', /sudah lunas/],
    [{ status: 'written_off', closedOn }, 'loan_written_off', /penerimaan kembali/],
  ] as const) {
    const { id } = await loanAs(patch);
    const before = await loanHash(context, id);
    const error = await refusal(repay(context, { loanId: id, amount: '1.00' }));
    assert.equal(error.reason, reason);
    assert.match(error.pesan, words);
    assert.equal(await loanHash(context, id), before);
  }
});

test('a payment is not dated before the disbursement, before the last payment, in the future or in a closed month', async () => {
  const { id: loanId } = await loanOf('2026-08-20');
  assert.equal(await refusedAs({ loanId, happenedOn: '2026-08-19' }), 'payment_before_disbursement');
  assert.equal(await refusedAs({ loanId, happenedOn: '2026-11-21' }), 'date_in_future');
  await repay(context, { loanId, amount: '1000.00', happenedOn: '2026-09-20' });
  assert.equal(await refusedAs({ loanId, happenedOn: '2026-09-19' }), 'payment_before_last');
  await step(context, (scope) =>
    scope.tx.run(
      sql`update ledger.period set status = 'closed' where cooperative_id = ${scope.cooperativeId} and starts_on = '2026-09-01'`,
    ),
  );
  assert.equal(await refusedAs({ loanId, happenedOn: '2026-09-25' }), 'period_closed');
});

test('nothing, less than nothing and more than the debt are refused; the figure is named', async () => {
  const { id: loanId } = await loanOf();
  assert.equal(await refusedAs({ loanId, amount: '0.00' }), 'input_invalid');
  assert.equal(await refusedAs({ loanId, amount: '-1.00' }), 'input_invalid');
  const error = await refusal(repay(context, { loanId, amount: '1218000.01' }));
  assert.equal(error.reason, 'amount_over_debt');
  assert.match(error.pesan, /Rp 1\.218\.000/);
});

test('money comes from an account of the cooperative, or from a saving of the borrower that holds it', async () => {
  const { id: loanId, borrower } = await loanOf();
  const other = await loanOf();
  assert.equal(await refusedAs({ loanId, cashAccountId: borrower.SS }), 'cash_account_unknown');
  assert.equal(await refusedAs({ loanId, channel: 'transfer' }), 'bank_account_needed');
  assert.equal(
    await refusedAs({ loanId, channel: 'savings', savingsAccountId: other.borrower.SS }),
    'savings_account_unknown',
  );
  assert.equal(await refusedAs({ loanId, channel: 'savings' }), 'balance_not_enough');
  assert.equal(await refusedAs({ loanId, channel: 'savings', savingsAccountId: borrower.SW }), 'not_withdrawable');
  assert.equal(await refusedAs({ loanId: context.cooperative.id }), 'loan_unknown');
  const bank = await read(context, (scope) => generalAccountId(scope, '1.1.05'));
  const { result } = await repay(context, { loanId, amount: '118000.00', channel: 'transfer', cashAccountId: bank });
  assert.equal(result.remaining, '1100000.00');
});

test('a prepayment of everything is a settlement, and the refusal names its figure', async () => {
  const product = await testProduct(context, 'PX', { excess: 'principal' });
  const { id: loanId } = await loanOf('2026-10-20', product);
  const error = await refusal(repay(context, { loanId, amount: '1218000.00' }));
  assert.equal(error.reason, 'settlement_needed');
  assert.match(error.pesan, /Rp 1\.218\.000/);
});

test('only who may collect takes payments, and one cooperative never sees the loans of another', async () => {
  const { id: loanId, borrower } = await loanOf();
  const teller = asStaff(context, ['loans.read']);
  assert.equal((await refusal(repay(teller, { loanId, amount: '1.00' }))).code, 'forbidden');
  assert.equal(
    (await refusal(repay(asMember(context, borrower.memberId), { loanId, amount: '1.00' }))).code,
    'forbidden',
  );
  const elsewhere = await loanWorld(world);
  assert.equal((await refusal(repay(elsewhere.context, { loanId, amount: '1.00' }))).reason, 'loan_unknown');
});
