import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { asMember, asStaff, testWorld } from '../../../test/support/world.ts';
import { deposit } from '../savings/index.ts';
import { repay } from './commands/repay.ts';
import { repayOwn } from './commands/repay-own.ts';
import { reverseRepayment } from './commands/reverse.ts';
import { settle } from './commands/settle.ts';
import { setOwnStandingOrder, setStandingOrder } from './commands/standing-order.ts';
import { waivePenalty } from './commands/waive-penalty.ts';
import { loanWorld, runningLoan, testProduct } from './loans.fixture.ts';
import { settlementOn } from './queries/debt.ts';
import { approveHeld, entryLines, loanHash, loanState, refusal } from './repay.fixture.ts';

const world = await testWorld();
const { context, productId } = await loanWorld(world);
const boss = asStaff(context, undefined, 'Bu Ketua');

function flatLoan(on = '2026-08-20') {
  return runningLoan(context, { productId, rupiah: 1_200_000, tenor: 12, on: on as BusinessDate });
}

test('settling early costs all principal, what is due, and the interest of the running instalment', async () => {
  const loan = await flatLoan('2026-11-01');
  const quote = await settlementOn(context, { loanId: loan.id });
  assert.deepEqual(
    quote.parts.map(({ part, amount }) => [part, amount]),
    [
      ['principal', '1200000.00'],
      ['interest_running', '18000.00'],
    ],
  );
  assert.equal(quote.total, '1218000.00');
  assert.equal(quote.validThrough, '2026-12-01');
  const { result } = await settle(context, { loanId: loan.id, expected: '1218000.00' });
  assert.equal(result.settled, true);
  assert.deepEqual(await entryLines(context, result.entryId), [
    ['1.1.01', '1218000.00'],
    ['1.1.20', '-1200000.00'],
    ['4.1.01', '-18000.00'],
  ]);
  const { loan: after, rows } = await loanState(context, loan.id);
  assert.deepEqual(
    [after.status, after.closedOn, after.outstandingSen, after.nextDueOn],
    ['settled', '2026-11-20', 0n, null],
  );
  assert.ok(rows.every(({ settledOn }) => settledOn !== null));
});

test('a quote that has changed since it was told is refused', async () => {
  const loan = await flatLoan('2026-11-01');
  const error = await refusal(settle(context, { loanId: loan.id, expected: '1200000.00' }));
  assert.equal(error.reason, 'quote_changed');
});

test('a discount waits for a second person and is taken off the newest interest', async () => {
  const loan = await flatLoan('2026-11-01');
  const asked = { loanId: loan.id, interestDiscount: '8000.00', note: 'Anggota lama' };
  await approveHeld(boss, settle(context, asked));
  const { loan: after, rows } = await loanState(context, loan.id);
  assert.equal(after.status, 'settled');
  assert.equal(rows[0]?.interestSen, 1_000_000n);
});

test('a discount without a reason, or of more than there is, is refused', async () => {
  const loan = await flatLoan('2026-11-01');
  const bare = await refusal(settle(context, { loanId: loan.id, interestDiscount: '1.00' }));
  assert.equal(bare.reason, 'discount_needs_reason');
  const large = await refusal(settle(context, { loanId: loan.id, penaltyDiscount: '1.00', note: 'Alasan' }));
  assert.equal(large.reason, 'discount_too_large');
});

test('reversing a payment leaves the loan exactly as it was', async () => {
  const loan = await flatLoan();
  await repay(context, { loanId: loan.id, amount: '118826.00', happenedOn: '2026-09-30' });
  const before = await loanHash(context, loan.id);
  const { result } = await repay(context, { loanId: loan.id, amount: '60000.00', happenedOn: '2026-10-30' });
  assert.notEqual(await loanHash(context, loan.id), before);
  await reverseRepayment(context, { eventId: result.id, reason: 'Salah orang' });
  assert.equal(await loanHash(context, loan.id), before);
  const again = await refusal(reverseRepayment(context, { eventId: result.id, reason: 'Salah orang' }));
  assert.equal(again.reason, 'repayment_reversed');
});

test('reversing a settlement brings back the plan and the debt', async () => {
  const loan = await flatLoan();
  const before = await loanHash(context, loan.id);
  const { result } = await settle(context, { loanId: loan.id });
  await reverseRepayment(context, { eventId: result.id, reason: 'Cek kosong' });
  assert.equal(await loanHash(context, loan.id), before);
});

test('reversing a prepayment brings back the instalments it made smaller', async () => {
  const product = await testProduct(context, 'PP', {
    excess: 'principal',
    calculation: {
      rate: { periodPercent: '1' },
      method: 'equal_principal',
      frequency: { every: 1, unit: 'month' },
      prepayment: 'reduce_instalment',
    },
  });
  const loan = await runningLoan(context, {
    productId: product,
    rupiah: 1_200_000,
    tenor: 12,
    on: '2026-10-20' as BusinessDate,
  });
  const before = await loanHash(context, loan.id);
  const { result } = await repay(context, { loanId: loan.id, amount: '222000.00' });
  const { rows } = await loanState(context, loan.id);
  // 110,000 are left after the first instalment of 112,000: 1,100,000 becomes 990,000, and interest follows.
  assert.deepEqual([rows[1]?.principalSen, rows[1]?.interestSen], [9_000_000n, 990_000n]);
  assert.equal(
    rows.reduce((sum, row) => sum + row.principalSen, 0n),
    120_000_000n,
  );
  await reverseRepayment(context, { eventId: result.id, reason: 'Salah jumlah' });
  assert.equal(await loanHash(context, loan.id), before);
});

test('only the last payment can be undone, and the refusal names the later one', async () => {
  const loan = await flatLoan();
  const first = await repay(context, { loanId: loan.id, amount: '50000.00', happenedOn: '2026-09-20' });
  await repay(context, { loanId: loan.id, amount: '68000.00', happenedOn: '2026-09-21' });
  const error = await refusal(reverseRepayment(context, { eventId: first.result.id, reason: 'Salah' }));
  assert.equal(error.reason, 'later_event');
  assert.match(error.pesan, /Rp 68\.000 tanggal 2026-09-21/);
});

test('a late charge is forgiven by two people, and counts on from the next day', async () => {
  const loan = await flatLoan('2026-10-01');
  // Due 1 November, grace to the 4th: 16 days to the 20th, 0.1 percent of 118,000 a day.
  await approveHeld(boss, waivePenalty(context, { loanId: loan.id, amount: '1000.00', reason: 'Sakit' }));
  const quote = await settlementOn(context, { loanId: loan.id });
  assert.equal(quote.penalty, '888.00');
  const large = await refusal(waivePenalty(context, { loanId: loan.id, amount: '900.00', reason: 'Sakit' }));
  assert.equal(large.reason, 'waiver_too_large');
  const none = await refusal(waivePenalty(context, { loanId: (await flatLoan('2026-11-01')).id, reason: 'Sakit' }));
  assert.equal(none.reason, 'no_penalty_owed');
});

test('a member pays the own loan out of the own saving, and nobody else does', async () => {
  const loan = await flatLoan('2026-10-20');
  const member = asMember(context, loan.borrower.memberId);
  const poor = await refusal(repayOwn(member, { loanId: loan.id, amount: '118000.00' }));
  assert.equal(poor.reason, 'balance_not_enough');
  await deposit(context, { accountId: loan.borrower.SS, amount: '200000.00' });
  const { result } = await repayOwn(member, { loanId: loan.id, amount: '118000.00' });
  assert.equal(result.remaining, '1100000.00');
  const other = asMember(context, (await flatLoan('2026-10-20')).borrower.memberId);
  assert.equal((await refusal(repayOwn(other, { loanId: loan.id, amount: '1.00' }))).reason, 'loan_unknown');
  const over = await refusal(repayOwn(member, { loanId: loan.id, amount: '50000.00' }));
  assert.equal(over.reason, 'amount_over_due');
});

test('a standing order needs an open voluntary saving of the borrower', async () => {
  const loan = await flatLoan('2026-10-20');
  const wrong = await refusal(
    setStandingOrder(context, { loanId: loan.id, on: true, savingsAccountId: loan.borrower.SW }),
  );
  assert.equal(wrong.reason, 'standing_order_saving');
  await setOwnStandingOrder(asMember(context, loan.borrower.memberId), { loanId: loan.id, on: true });
  assert.equal((await loanState(context, loan.id)).loan.standingOrder, true);
  await setStandingOrder(context, { loanId: loan.id, on: false });
  assert.equal((await loanState(context, loan.id)).loan.standingOrder, false);
});

test('a quote for a day that is past is refused', async () => {
  const loan = await flatLoan('2026-11-01');
  const error = await refusal(settlementOn(context, { loanId: loan.id, on: '2026-11-19' }));
  assert.equal(error.reason, 'settlement_date_past');
  assert.equal((await refusal(settlementOn(context, { loanId: context.cooperative.id }))).reason, 'loan_unknown');
});
