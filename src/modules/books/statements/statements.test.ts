import assert from 'node:assert/strict';
import { test } from 'node:test';
import { balanceSheetTable, cashFlowTable, equityTable, figureEntries, incomeTable, trialBalanceTable } from '#books';
import { DomainError } from '#kernel/errors';
import { postEntries, postEntry, reversePostedEntry } from '#ledger';
import { asStaff, testWorld } from '../../../../test/support/world.ts';
import { figure, labels, rowOf } from './statements.fixture.ts';

const world = await testWorld();
const context = await world.cooperative({ openFrom: '2025-01-01' });
const entry = (happenedOn: string, debit: string, credit: string, amount: string) => ({
  happenedOn,
  description: 'Uji',
  lines: [
    { account: debit, debit: amount },
    { account: credit, credit: amount },
  ],
});
await postEntries(context, {
  entries: [
    entry('2025-03-01', '1.1.05', '3.1.06', '10000.00'),
    entry('2025-06-01', '1.1.05', '4.1.02', '900.00'),
    entry('2026-01-05', '1.1.01', '1.1.05', '500.00'),
    entry('2026-02-01', '1.3.06', '1.1.05', '3000.00'),
    entry('2026-03-31', '6.1.12', '1.3.07', '100.00'),
    entry('2026-04-01', '1.1.05', '4.1.02', '700.00'),
    entry('2026-04-02', '1.1.05', '4.2.04', '200.00'),
    entry('2026-05-01', '5.2.03', '1.1.05', '50.00'),
    entry('2026-06-01', '6.2.03', '2.1.21', '60.00'),
    entry('2026-07-01', '9.1.01', '1.1.05', '10.00'),
    entry('2026-08-01', '1.1.05', '2.2.02', '4000.00'),
  ],
});
const { result: mistaken } = await postEntry(context, entry('2026-09-01', '1.1.05', '3.1.06', '77.00'));
await reversePostedEntry(context, { entryId: mistaken.id, reason: 'Salah' });
const YEAR = { from: '2026-01-01', to: '2026-11-20' };

test('the balance sheet groups current and non-current, and keeps surplus of an earlier year that is not closed apart', async () => {
  const sheet = await balanceSheetTable(context, { on: '2026-11-20', compare: ['2025-12-31'] });
  assert.deepEqual(labels(sheet), [
    'Aset',
    'Aset lancar',
    'Kas',
    'Bank - Giro/Tabungan',
    'Jumlah aset lancar',
    'Aset tidak lancar',
    'Inventaris/Peralatan',
    'Akumulasi Penyusutan Inventaris',
    'Jumlah aset tidak lancar',
    'Jumlah aset',
    'Liabilitas',
    'Liabilitas jangka pendek',
    'Beban Yang Masih Harus Dibayar',
    'Jumlah liabilitas jangka pendek',
    'Liabilitas jangka panjang',
    'Utang Bank',
    'Jumlah liabilitas jangka panjang',
    'Jumlah liabilitas',
    'Ekuitas',
    'Hibah/Donasi',
    'SHU tahun lalu (belum ditutup)',
    'SHU tahun berjalan (belum ditutup)',
    'Jumlah ekuitas',
    'Jumlah liabilitas dan ekuitas',
  ]);
  assert.deepEqual(rowOf(sheet, 'assets').values, [1_564_000n, 1_090_000n]);
  assert.deepEqual(rowOf(sheet, 'surplus_earlier').values, [90_000n, 0n]);
  assert.deepEqual(rowOf(sheet, 'surplus_running').values, [68_000n, 90_000n]);
  assert.match(sheet.subtitle.join(' '), /Per 20 November 2026.*jurnal sampai nomor 13/);
});

test('the income statement goes from members to tax, beside last year or split by whose it is', async () => {
  const income = await incomeTable(context, { ...YEAR, compare: [{ from: '2025-01-01', to: '2025-12-31' }] });
  const totals = ['member_net', 'non_member_net', 'gross', 'after_operating', 'before_tax', 'surplus'];
  assert.deepEqual(
    totals.map((key) => rowOf(income, key).values),
    [
      [70_000n, 90_000n],
      [15_000n, 0n],
      [85_000n, 90_000n],
      [75_000n, 90_000n],
      [69_000n, 90_000n],
      [68_000n, 90_000n],
    ],
  );
  const parties = await incomeTable(context, { ...YEAR, layout: 'parties' });
  assert.deepEqual(rowOf(parties, 'surplus').values, [70_000n, 15_000n, -17_000n, 68_000n]);
});

test('the cash flow leaves out what only changed its drawer, and shows depreciation where it is no cash', async () => {
  const direct = await cashFlowTable(context, { ...YEAR, method: 'direct' });
  assert.deepEqual(
    ['operating', 'investing', 'financing', 'net', 'cash_opening', 'cash_closing'].map((key) => figure(direct, key)),
    [84_000n, -300_000n, 400_000n, 184_000n, 1_090_000n, 1_274_000n],
  );
  assert.equal(figure(direct, 'financing_in:3.1.06'), 0n, 'a reversed receipt is no receipt and no payment');
  assert.equal(figure(direct, 'financing_out:3.1.06'), 0n);
  const indirect = await cashFlowTable(context, { ...YEAR, method: 'indirect' });
  assert.equal(figure(indirect, 'operating_adjust:6.1.12'), 10_000n);
  assert.equal(figure(indirect, 'operating_change:2.1.21'), 6_000n);
  assert.equal(figure(indirect, 'surplus'), 68_000n);
});

test('the changes in equity stack the year before on top and end at the balance sheet', async () => {
  const equity = await equityTable(context, { ...YEAR, compare: [{ from: '2025-01-01', to: '2025-12-31' }] });
  assert.deepEqual(
    equity.columns.map(({ heading }) => heading),
    ['Penyertaan dan hibah', 'SHU', 'Jumlah'],
  );
  assert.deepEqual(
    equity.rows.map(({ label, values }) => [label, values.at(-1)]),
    [
      ['Saldo 31 Desember 2024', 0n],
      ['Penambahan', 1_000_000n],
      ['SHU masa ini', 90_000n],
      ['Saldo 31 Desember 2025', 1_090_000n],
      ['Saldo 31 Desember 2025', 1_090_000n],
      ['SHU masa ini', 68_000n],
      ['Saldo 20 November 2026', 1_158_000n],
    ],
  );
});

test('a trial balance has opening, movement and closing, each with equal sides', async () => {
  const trial = await trialBalanceTable(context, YEAR);
  assert.deepEqual(rowOf(trial, 'line:1.1.01').values, [null, null, 50_000n, null, 50_000n, null]);
  const [opening, , debit, credit, left, right] = rowOf(trial, 'total').values;
  assert.deepEqual([opening, debit, left], [1_090_000n, credit, right]);
});

test('statements are written in English too, and periods turned round are put right', async () => {
  const income = await incomeTable(context, { from: '2026-11-20', to: '2026-01-01', language: 'en' });
  assert.deepEqual([income.title, income.subtitle[0]], ['Income statement', '1 January 2026 to 20 November 2026']);
  assert.equal(figure(income, 'surplus'), 68_000n);
});

test('the entries behind a figure come newest first, a page at a time', async () => {
  const asked = { codes: ['1.1'], from: null, before: '2026-11-21', only: 'cash' };
  const page = await figureEntries(context, { ...asked, limit: 2 });
  assert.equal(page.items.length, 2);
  assert.equal(page.nextCursor, '2');
  assert.ok((page.items[0]?.businessDate ?? '') >= (page.items[1]?.businessDate ?? ''));
  assert.equal(page.total, '12740.00', 'every line under the heading');
});

test('who may not read the books reads no statement', async () => {
  const teller = asStaff(context, ['savings.read']);
  const refused = (error: unknown) => error instanceof DomainError && error.code === 'forbidden';
  for (const query of [balanceSheetTable, cashFlowTable, equityTable, incomeTable, trialBalanceTable]) {
    await assert.rejects(query(teller, YEAR), refused);
  }
});
