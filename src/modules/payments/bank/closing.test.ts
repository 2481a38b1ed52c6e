import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { asStaff, read, testWorld } from '../../../../test/support/world.ts';
import {
  approveOnly,
  bcaCsv,
  bookMovements,
  mt940,
  newAccount,
  openLines,
  reason,
  SET,
  takeIn,
} from './bank.fixture.ts';
import { bookBankLine } from './commands/booking.ts';
import { closeBankMonth, reopenBankMonth } from './commands/closing.ts';
import { acceptCertain, undoMatch } from './commands/matching.ts';
import { bankBlockers, unmatchedBankLines } from './doors.ts';
import { bankReconciliationFile } from './paper.ts';
import { bankAgeing, bankReconciliation } from './queries/agreement.ts';
import { bankMatches } from './queries/workbench.ts';

const world = await testWorld();
const office = async () => asStaff(await world.cooperative(), undefined, 'Bu Bendahara');
const OCTOBER = { startsOn: '2026-10-01' as BusinessDate, endsBefore: '2026-11-01' as BusinessDate };

test('a month closes when every bank line has its entry and both sides agree, and opens again by two people', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await bookMovements(context, [...SET.slice(0, 2), { on: '2026-10-31', amount: -1_000_000n, text: 'Cek belum cair' }]);
  await takeIn(context, accountId, bcaCsv(SET));
  await acceptCertain(context, { accountId });
  const month = { accountId, month: '2026-10-15' };
  await assert.rejects(closeBankMonth(context, month), reason('bank_lines_unmatched'));
  await assert.rejects(closeBankMonth(context, { accountId, month: '2026-11-01' }), reason('month_not_over'));
  await assert.rejects(
    closeBankMonth(context, { accountId, month: '2026-09-01' }),
    reason('reconciliation_before_start'),
  );
  const [stop] = await read(context, (scope) => bankBlockers(scope, OCTOBER));
  assert.deepEqual(
    [stop?.severity, stop?.count, stop?.text],
    ['stop', 1, '1 baris bank BCA •••• 0001 belum cocok dengan buku'],
  );
  const [waiting] = await read(context, (scope) => unmatchedBankLines(scope, OCTOBER.endsBefore));
  assert.deepEqual([waiting?.lines, waiting?.entries], [1, 1]);

  const [qris] = await openLines(context, accountId);
  await bookBankLine(context, { lineId: qris?.id, chartCode: '1.1.07', description: 'QRIS' });
  const paper = await bankReconciliation(context, month);
  assert.deepEqual(
    [paper.bookSen, paper.inBooksOnlySen, paper.inBankOnlySen, paper.bankSen, paper.differenceSen],
    [121_000_000n, -1_000_000n, 0n, 122_000_000n, 0n],
  );
  const warned = await read(context, (scope) => bankBlockers(scope, OCTOBER));
  assert.deepEqual(
    warned.map(({ severity, code }) => [severity, code.startsWith('bank_statement_missing')]),
    [['warn', true]],
  );
  const { result } = await closeBankMonth(context, month);
  await assert.rejects(closeBankMonth(context, month), reason('reconciliation_closed_already'));
  assert.deepEqual(await read(context, (scope) => bankBlockers(scope, OCTOBER)), []);

  const [match] = await bankMatches(context, { accountId });
  await assert.rejects(undoMatch(context, { matchId: match?.id, reason: 'Salah' }), reason('reconciliation_closed'));
  const more = [...SET, { on: '2026-10-30', amount: 100n, text: 'BUNGA' }];
  await assert.rejects(takeIn(context, accountId, bcaCsv(more)), reason('reconciliation_closed'));
  await bookMovements(context, [{ on: '2026-10-31', amount: 500n, text: 'Terlambat' }]);
  const [changed] = await read(context, (scope) => bankBlockers(scope, OCTOBER));
  assert.equal(changed?.code.startsWith('bank_changed_after'), true);

  await assert.rejects(
    reopenBankMonth(context, { id: result.id, reason: 'Ada jurnal susulan' }),
    reason('held_for_approval'),
  );
  await approveOnly(context);
  await assert.rejects(reopenBankMonth(context, { id: result.id, reason: 'Lagi' }), reason('reconciliation_unknown'));
  assert.equal((await takeIn(context, accountId, bcaCsv(more))).added, 1);
});

test('books and bank that differ do not close, and a bank without balances is asked for one', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await bookMovements(context, SET);
  await takeIn(context, accountId, bcaCsv(SET, 5_000n));
  await acceptCertain(context, { accountId });
  const month = { accountId, month: '2026-10-01' };
  await assert.rejects(
    closeBankMonth(context, month),
    (error: { reason: string; pesan: string }) =>
      error.reason === 'reconciliation_differs' && /Rp 50\b/.test(error.pesan),
  );
  const other = await office();
  const otherId = await newAccount(other);
  await bookMovements(other, SET.slice(0, 1));
  await takeIn(other, otherId, 'Tanggal,Keterangan,Debet,Kredit\n05/10/2026,SETORAN WAJIB ANI 100001,0,500000.00');
  await acceptCertain(other, { accountId: otherId });
  await assert.rejects(
    closeBankMonth(other, { accountId: otherId, month: '2026-10-01' }),
    reason('bank_balance_unknown'),
  );
  await closeBankMonth(other, { accountId: otherId, month: '2026-10-01', bankBalance: '500000.00' });
});

test('a payment that the bank books next month is outstanding at the end of this one', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await bookMovements(context, [{ on: '2026-10-31', amount: -1_000_000n, text: 'CEK ANI 100009' }]);
  await takeIn(context, accountId, mt940([{ on: '2026-11-02', amount: -1_000_000n, text: 'CEK ANI 100009' }]));
  await acceptCertain(context, { accountId });
  const october = await bankReconciliation(context, { accountId, month: '2026-10-01' });
  assert.deepEqual([october.inBooksOnlySen, october.items.length, october.differenceSen], [-1_000_000n, 1, 0n]);
  const november = await bankReconciliation(context, { accountId, month: '2026-11-01' });
  assert.deepEqual([november.inBooksOnlySen, november.items.length], [0n, 0]);
});

test('what waits is aged, and the paper leaves as PDF and as workbook', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await bookMovements(context, [{ on: '2026-11-18', amount: 700n, text: 'Baru' }]);
  await takeIn(context, accountId, bcaCsv(SET));
  const { sums, items } = await bankAgeing(context, {});
  assert.deepEqual(
    sums.map(({ age, bank, books }) => [age, bank.count, books.count]),
    [
      ['0-7', 0, 1],
      ['8-30', 0, 0],
      ['30+', 3, 0],
    ],
  );
  assert.equal(items[0]?.days, 46);
  const pdf = await bankReconciliationFile(context, { accountId, month: '2026-10-01', format: 'pdf' });
  assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-');
  assert.equal(pdf.name, 'rekonsiliasi-1.1.05-2026-10.pdf');
  const xlsx = await bankReconciliationFile(context, { accountId, month: '2026-10-01', format: 'xlsx' });
  assert.equal(xlsx.bytes.subarray(0, 2).toString(), 'PK');
});
