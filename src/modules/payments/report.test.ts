import assert from 'node:assert/strict';
import { test } from 'node:test';
import ExcelJS from 'exceljs';
import { DomainError } from '#kernel/errors';
import { testWorld } from '../../../test/support/world.ts';
import { pdfText } from '../documents/pdf-text.fixture.ts';
import { cashIn, cashOut } from './cash.ts';
import { sessionReport } from './queries.ts';
import { printReceipt, receiptFile, receiptForPrint } from './receipt-print.ts';
import { sessionReportFile } from './report.ts';
import { closeTill, openTill } from './sessions.ts';
import { cash, key, newCounter } from './till.fixture.ts';

const world = await testWorld();
const SITE = 'https://contoh.id';

async function closedDay() {
  const counter = await newCounter(world);
  const { sri, drawer } = counter;
  const { result: opened } = await openTill(
    sri,
    { tillId: drawer.id, pieces: cash('200000.00'), note: 'Modal awal' },
    key(),
  );
  const { result: paid } = await cashOut(
    sri,
    { amount: '35000.00', chartCode: '6.1.05', reason: '=HYPERLINK("x")' },
    key(),
  );
  await cashIn(sri, { amount: '12500.00', chartCode: '7.1.01', reason: 'Jual kardus' }, key());
  await closeTill(sri, { pieces: cash('177400.00'), note: 'Koin hilang' }, key());
  return { ...counter, sessionId: opened.sessionId, paid };
}

test('the day report as workbook holds the same amounts as the books, with live totals', async () => {
  const { sri, sessionId } = await closedDay();
  const report = await sessionReport(sri, { id: sessionId });
  const { name, bytes } = await sessionReportFile(sri, { id: sessionId, format: 'xlsx' });
  assert.equal(name, 'kas-KDS1-2026-11-20.xlsx');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  const [sheet, opening, closing] = workbook.worksheets;
  assert.ok(sheet && opening && closing);
  const rows = sheet
    .getSheetValues()
    .filter((row) => Array.isArray(row))
    .map((row) => row.slice(1));
  const paid = rows.find((row) => String(row[2]).includes('HYPERLINK'));
  assert.equal(paid?.[5], 35_000);
  const total = rows.at(-1);
  assert.deepEqual(
    [total?.[4], total?.[5]].map((cell) => (cell as { result: number }).result),
    [212_500, 35_100],
  );
  assert.equal(report.movements.length, 4);
  const counted = closing.getSheetValues().at(-1) as { result: number }[];
  assert.equal(counted[3]?.result, 177_400);
});

test('the day report as PDF says opening, movements, difference and who signs', async () => {
  const { sri, sessionId } = await closedDay();
  const { bytes } = await sessionReportFile(sri, { id: sessionId, format: 'pdf' });
  const text = pdfText(bytes).join('\n');
  for (const part of [
    '35.000',
    '12.500',
    '-Rp 100',
    'Rp 177.400',
    '212.500',
    'Sri Wahyuni',
    'Bendahara',
    'Hitungan tutup',
  ]) {
    assert.ok(text.includes(part), part);
  }
});

test('a receipt is printed once as original, then as copy, on both papers', async () => {
  const { sri, paid } = await closedDay();
  await printReceipt(sri, { id: paid.receiptId }, key());
  const original = await receiptFile(sri, { id: paid.receiptId, site: SITE, paper: '58mm' });
  assert.equal(original.name, `${paid.receiptNumber}.pdf`);
  const text = pdfText(original.bytes).join('\n');
  assert.ok(text.includes('Rp 35.000') && text.includes(paid.receiptNumber) && !text.includes('SALINAN'));
  await printReceipt(sri, { id: paid.receiptId }, key());
  const copy = await receiptFile(sri, { id: paid.receiptId, site: SITE, paper: 'a6' });
  assert.ok(pdfText(copy.bytes).join('\n').includes('SALINAN'));
});

test('the QR code of a receipt opens its check page', async () => {
  const { sri, paid } = await closedDay();
  const { print } = await receiptForPrint(sri, { id: paid.receiptId, site: SITE });
  assert.equal(print.checkUrl, `${SITE}/check/${paid.checkCode}`);
  assert.deepEqual(
    print.facts.map(({ label }) => label),
    ['Untuk', 'Petugas', 'Kas'],
  );
});

test("another cooperative's receipt cannot be opened", async () => {
  const { paid } = await closedDay();
  const { sri: stranger } = await newCounter(world);
  const asked = receiptForPrint(stranger, { id: paid.receiptId, site: SITE });
  await assert.rejects(asked, (error) => error instanceof DomainError && error.reason === 'receipt_unknown');
});
