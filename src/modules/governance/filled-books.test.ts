import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deposit, withdraw } from '#savings';
import { asStaff, testWorld } from '../../../test/support/world.ts';
import { loanWorld, runningLoan } from '../loans/loans.fixture.ts';
import { saver, savingsWorld } from '../savings/savings.fixture.ts';
import { loansBook, savingsBook } from './index.ts';

const world = await testWorld();
const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

test('the book of savings has every movement with the balance after it', async () => {
  const { context: system } = await savingsWorld(world);
  const context = asStaff(system);
  const [first, second] = [await saver(system, 1), await saver(system, 2)];
  await deposit(context, { accountId: first.SS, amount: '100000.00' });
  await deposit(context, { accountId: second.SS, amount: '50000.00' });
  await deposit(context, { accountId: first.SS, amount: '25000.50' });
  await withdraw(context, { accountId: first.SS, amount: '40000.00' });
  const book = await savingsBook(context, NOVEMBER);
  assert.deepEqual(
    book.rows.map((row) => [row[2], row[4], row[6], row[7], row[8]]),
    [
      ['A00001', 'Sukarela', 10_000_000n, null, 10_000_000n],
      ['A00002', 'Sukarela', 5_000_000n, null, 5_000_000n],
      ['A00001', 'Sukarela', 2_500_050n, null, 12_500_050n],
      ['A00001', 'Sukarela', null, 4_000_000n, 8_500_050n],
    ],
  );
  const page = await savingsBook(context, { ...NOVEMBER, limit: 2, offset: 2 });
  assert.equal(page.rows[0]?.[8], 12_500_050n);
  assert.equal((await savingsBook(context, { from: '2026-10-01', to: '2026-10-31' })).rows.length, 0);
});

test('the book of loans has what was lent, on which terms, and what is left of it', async () => {
  const { context: system, productId } = await loanWorld(world);
  await runningLoan(system, { productId, rupiah: 6_000_000, tenor: 10, n: 1 });
  const book = await loansBook(asStaff(system), { from: '2026-01-01', to: '2026-12-31' });
  const [row] = book.rows;
  assert.deepEqual(
    [book.rows.length, row?.[2], row?.[4], row?.[9], row?.[10], row?.[11]],
    [1, 'A00001', 600_000_000n, 0n, 0n, 600_000_000n],
  );
  assert.match(String(row?.[5]), /% se(tahun|bulan)$/);
  assert.match(String(row?.[6]), /^\d+ kali$/);
});

test('a range that ends before it begins is refused', async () => {
  const context = asStaff(await world.cooperative());
  const wrong = { from: '2026-11-30', to: '2026-11-01' };
  await assert.rejects(savingsBook(context, wrong), { reason: 'range_empty' });
  await assert.rejects(loansBook(context, wrong), { reason: 'range_empty' });
});
