import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { amountText, rupiahText } from '#kernel/money';
import { type ReceiptPrint, receiptPdf } from './pdf-receipt.ts';
import { tablePdf } from './pdf-table.ts';
import { pdfPageSizes, pdfText } from './pdf-text.fixture.ts';
import { qrSvg } from './qr.ts';
import type { Row, TableDocument } from './table.ts';
import { dateText, printable } from './text.ts';

const WRITTEN_AT = new Date('2026-11-21T03:00:00Z');
const PAPER = { orientation: 'portrait', footer: 'Dicetak oleh Sri', writtenAt: WRITTEN_AT } as const;

test('a statement printed as PDF says exactly the amounts of its rows and their total', async () => {
  const rows: Row[] = [
    ['2026-11-20', 'Setoran', 15_000_000n, null, 15_000_000n],
    ['2026-11-21', 'Penarikan', null, 5_000_050n, 9_999_950n],
  ];
  const lines = pdfText(await tablePdf(statement(rows), PAPER));
  for (const text of ['20 Nov 2026', '150.000', '50.000,50', '150.000,00', '99.999,50', 'Jumlah', 'KSP Mekar Jaya']) {
    assert.ok(lines.includes(text), `${text} in ${lines.join('|')}`);
  }
});

test('a register of many rows repeats its headings and numbers its pages', async () => {
  const rows = Array.from({ length: 120 }, (_, line): Row => ['2026-11-21', `Anggota ${line}`, 100n, null, 100n]);
  const file = await tablePdf(statement(rows), { ...PAPER, orientation: 'landscape' });
  const lines = pdfText(file);
  const pages = pdfPageSizes(file);
  assert.ok(pages.length > 2 && pages.every((size) => size === '297x210'));
  assert.equal(lines.filter((line) => line === 'Uraian').length, pages.length);
  assert.ok(lines.join(' ').includes(`Halaman 2 dari ${pages.length}`));
  assert.ok(lines.includes('120'));
});

test('a table without rows says so instead of printing nothing', async () => {
  const lines = pdfText(await tablePdf(statement([]), PAPER));
  assert.ok(lines.includes('Tidak ada data'));
});

test('documents that need signing have a place for each office', async () => {
  const signatures = [{ office: 'Ketua', name: 'Raden Ajeng Siti Nurhaliza' }, { office: 'Bendahara' }];
  const text = pdfText(
    await tablePdf(statement([]), { ...PAPER, placeAndDate: 'Kudus, 21 November 2026', signatures }),
  ).join(' ');
  for (const part of ['Kudus, 21 November 2026', 'Ketua', 'Raden Ajeng Siti Nurhaliza', 'Bendahara'])
    assert.ok(text.includes(part));
});

test('a receipt says its number, amount, words and check address on both papers', async () => {
  for (const paper of ['a6', '58mm'] as const) {
    const file = await receiptPdf(receipt(), paper, WRITTEN_AT);
    const text = pdfText(file).join(' ');
    for (const part of ['MJ-KDS1-000123-7', 'Rp 1.250.000,50', 'Siti Aminah', 'Bukti setoran'])
      assert.ok(text.includes(part), part);
    assert.match(text, /satu juta dua ratus lima puluh\s+ribu/);
    assert.equal(pdfPageSizes(file).length, 1);
    assert.ok(!text.includes('SALINAN'));
  }
});

test('A6 is 105 by 148 mm and the thermal strip 58 mm wide', async () => {
  assert.deepEqual(pdfPageSizes(await receiptPdf(receipt(), 'a6', WRITTEN_AT)), ['105x148']);
  const [roll] = pdfPageSizes(await receiptPdf(receipt(), '58mm', WRITTEN_AT));
  assert.match(roll ?? '', /^58x\d+$/);
});

test('a second printing is marked as a copy and a reversed receipt as reversed', async () => {
  const text = pdfText(await receiptPdf({ ...receipt(), copy: true, reversed: true }, 'a6', WRITTEN_AT)).join(' ');
  assert.ok(text.includes('SALINAN') && text.includes('DIBATALKAN'));
});

test('the longest names still fit on one A6 page', async () => {
  const name = 'Raden Ajeng Siti Nurhaliza Kusumawardhani Notonegoro';
  const facts = Array.from({ length: 6 }, (_, line) => ({ label: `Baris ${line}`, value: name }));
  const file = await receiptPdf({ ...receipt(), facts }, 'a6', WRITTEN_AT);
  assert.deepEqual(pdfPageSizes(file), ['105x148']);
});

test('amounts and dates are written the Indonesian way', () => {
  assert.equal(amountText(125_000_050n), '1.250.000,50');
  assert.equal(amountText(-100n), '-1');
  assert.equal(amountText(0n, true), '0,00');
  assert.equal(rupiahText(-5_000_000n), '-Rp 50.000');
  assert.equal(dateText(parseDate('2026-08-17')), '17 Agustus 2026');
  assert.equal(dateText(parseDate('2026-08-17'), true), '17 Agu 2026');
});

test('text is printed with signs every reader has, never dropped', () => {
  assert.equal(printable('Rp\u00a01.000 → “Ki Ågus” Đ\u0141ukasz ✓'), 'Rp 1.000 -> “Ki Ågus” ??ukasz ?');
});

test('a QR code is an SVG that carries no script', async () => {
  const svg = await qrSvg('https://contoh.id/check/ABC');
  assert.match(svg, /^<svg[^>]*viewBox/);
  assert.ok(!svg.includes('<script'));
});

function statement(rows: Row[]): TableDocument {
  return {
    letterhead: { cooperative: 'KSP Mekar Jaya', lines: ['Badan hukum 518/BH/1998', 'Jl. Pemuda 1, Kudus'] },
    title: 'Rekening simpanan',
    subtitle: ['Siti Aminah, nomor 00012'],
    columns: [
      { heading: 'Tanggal', kind: 'date' },
      { heading: 'Uraian', kind: 'text' },
      { heading: 'Setor', kind: 'money', total: true },
      { heading: 'Tarik', kind: 'money', total: true },
      { heading: 'Saldo', kind: 'money' },
    ],
    rows,
  };
}

function receipt(): ReceiptPrint {
  return {
    letterhead: { cooperative: 'KSP Mekar Jaya', lines: ['Jl. Pemuda 1, Kudus'] },
    title: 'Bukti setoran',
    number: 'MJ-KDS1-000123-7',
    amountSen: 125_000_050n,
    when: '21 November 2026, 14.05 WIB',
    facts: [
      { label: 'Anggota', value: 'Siti Aminah' },
      { label: 'Simpanan', value: 'Sukarela' },
    ],
    checkUrl: 'https://contoh.id/check/7H2K9M3N5P6Q7R8S9T0V1W2X3Y4Z5A6B',
    copy: false,
    reversed: false,
  };
}
