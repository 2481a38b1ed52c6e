import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { proposeWriteOff, voteWriteOff } from '#loans';
import { installSavings } from '#savings';
import { asStaff, step, testWorld } from '../../../test/support/world.ts';
import { officer } from '../loans/application.fixture.ts';
import { testProduct } from '../loans/loans.fixture.ts';
import { lateLoan } from '../loans/quality.fixture.ts';
import { receiptForPrint } from './receipt-print.ts';
import { tillRecoverLoan } from './recover-loan.ts';
import { openTill } from './sessions.ts';
import { key, newCounter, TELLER } from './till.fixture.ts';

const world = await testWorld();

/** A counter, and a loan that the board gave up. */
async function givenUp() {
  const { office, drawer } = await newCounter(world);
  await step(office, (scope) => installSavings(scope, { openFrom: scope.today }));
  const loan = await lateLoan(office, await testProduct(office, 'PU'), parseDate('2026-01-05'), 1);
  const manager = await officer(office, 'manajer', ['loans.manage']);
  const reason = 'Peminjam pindah tanpa alamat';
  const { result } = await proposeWriteOff(manager, { loanId: loan.id, reason, resolution: 'Rapat 12/2026' });
  for (const role of ['ketua', 'bendahara']) {
    await voteWriteOff(await officer(office, role, ['loans.write_off']), { proposalId: result.id, decision: 'agreed' });
  }
  const ani = asStaff(office, [...TELLER, 'loans.read', 'loans.collect'], 'Ani Teller');
  return { ani, loan, open: () => openTill(ani, { tillId: drawer.id, pieces: [] }, key()) };
}

test('money for a loan that was given up goes into the open till, with a receipt of what is left', async () => {
  const { ani, loan, open } = await givenUp();
  const take = (amount: string) => tillRecoverLoan(ani, { loanId: loan.id, amount }, key());
  const refusedAs = (reason: string) => (error: unknown) => error instanceof DomainError && error.reason === reason;
  await assert.rejects(take('1000.00'), refusedAs('till_not_open'));
  await open();
  await assert.rejects(take('1000.50'), refusedAs('cash_whole_rupiah'));
  await assert.rejects(take('9000000.00'), refusedAs('amount_over_remaining'));
  const { result } = await take('200000.00');
  assert.equal(result.tillBalance, '200000.00');
  const { print } = await receiptForPrint(ani, { id: result.receiptId, site: 'https://contoh.id' });
  assert.ok(print.facts.some(({ value }) => value.includes('Anggota Nomor Satu')));
});
