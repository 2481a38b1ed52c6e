import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { installSavings } from '#savings';
import { asStaff, step, testWorld } from '../../../test/support/world.ts';
import { runningLoan, testProduct } from '../loans/loans.fixture.ts';
import { saver } from '../savings/savings.fixture.ts';
import { memberAtCounter } from './member-at-counter.ts';
import { receiptForPrint } from './receipt-print.ts';
import { tillRepayLoan, tillSettleLoan } from './serve-loan.ts';
import { openTill } from './sessions.ts';
import { key, newCounter, TELLER } from './till.fixture.ts';

const world = await testWorld();

/** A counter whose teller may take loan payments, and a borrower whose first instalment is due today. */
async function lending() {
  const counter = await newCounter(world);
  const { office, drawer } = counter;
  await step(office, (scope) => installSavings(scope, { openFrom: scope.today }));
  const productId = await testProduct(office, 'PU');
  const borrower = await saver(office);
  const on = '2026-10-20' as BusinessDate;
  const loan = await runningLoan(office, { productId, rupiah: 1_200_000, tenor: 12, on, saver: borrower });
  const ani = asStaff(office, [...TELLER, 'loans.read', 'loans.collect'], 'Ani Teller');
  return { ...counter, ani, borrower, loan, open: () => openTill(ani, { tillId: drawer.id, pieces: [] }, key()) };
}

test('the teller sees what is due of the loans, takes it, and the receipt tells its parts and what is left', async () => {
  const { ani, borrower, loan, open } = await lending();
  await open();
  const { loans } = await memberAtCounter(ani, { memberId: borrower.memberId });
  assert.deepEqual(
    loans.map(({ number, due, outstanding }) => [number, due, outstanding]),
    [['PU-000001', '118000.00', '1200000.00']],
  );
  const { result } = await tillRepayLoan(ani, { loanId: loan.id, amount: '118000.00' }, key());
  assert.deepEqual([result.remaining, result.tillBalance], ['1100000.00', '118000.00']);
  assert.match(result.receiptNumber, /-KDS1-000001-\d$/);
  const { print } = await receiptForPrint(ani, { id: result.receiptId, site: 'https://contoh.id' });
  const facts = new Map(print.facts.map(({ label, value }) => [label, value]));
  assert.equal(print.title, 'Bukti angsuran pinjaman');
  assert.deepEqual(
    ['Anggota', 'Pokok', 'Jasa', 'Denda', 'Sisa pokok', 'Angsuran berikutnya'].map((label) => facts.get(label)),
    ['Anggota Nomor Satu', 'Rp 100.000', 'Rp 18.000', undefined, 'Rp 1.100.000', 'Rp 118.000'],
  );
});

test('a settlement at the till is taken at the figure that was told', async () => {
  const { ani, loan, open } = await lending();
  await open();
  const wrong = tillSettleLoan(ani, { loanId: loan.id, expected: '1200000.00' }, key());
  await assert.rejects(wrong, (error: unknown) => error instanceof DomainError && error.reason === 'quote_changed');
  const { result } = await tillSettleLoan(ani, { loanId: loan.id, expected: '1218000.00' }, key());
  assert.deepEqual([result.settled, result.remaining, result.tillBalance], [true, '0.00', '1218000.00']);
});

test('a closed till takes no instalment, and no till takes sen', async () => {
  const { ani, loan, open } = await lending();
  const refusedAs = (reason: string) => (error: unknown) => error instanceof DomainError && error.reason === reason;
  await assert.rejects(tillRepayLoan(ani, { loanId: loan.id, amount: '1000.00' }, key()), refusedAs('till_not_open'));
  await open();
  await assert.rejects(
    tillRepayLoan(ani, { loanId: loan.id, amount: '1000.50' }, key()),
    refusedAs('cash_whole_rupiah'),
  );
});

test('the same key gives the same receipt and takes the money once', async () => {
  const { ani, loan, open } = await lending();
  await open();
  const same = key();
  const first = await tillRepayLoan(ani, { loanId: loan.id, amount: '50000.00' }, same);
  const again = await tillRepayLoan(ani, { loanId: loan.id, amount: '50000.00' }, same);
  assert.equal(again.answer, first.answer);
  assert.equal(first.result.remaining, '1168000.00');
});
