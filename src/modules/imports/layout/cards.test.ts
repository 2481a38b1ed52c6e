import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf, type ReadWorkbook as Workbook } from '#documents';
import { sheetOf, type Written } from '../sheet.fixture.ts';
import { CARDS_SHEET, withCardSummary } from './cards.ts';

/** A card as employees' cooperatives keep it: the member above, movements, and a row of balances at the end. */
function card(name: string, rows: readonly (readonly Written[])[]) {
  return sheetOf([
    ['KARTU SIMPAN PINJAM KOPERASI CONTOH'],
    ['Nama', `: ${name}`],
    ['No. Anggota', ': A-7'],
    [],
    [
      'TANGGAL',
      'URAIAN',
      'SIMPANAN POKOK',
      'SIMPANAN WAJIB',
      'SIMPANAN MANASUKA',
      'JUMLAH SIMPANAN',
      'JUMLAH PINJAMAN',
      'PEMBAYARAN POKOK',
      'JASA',
      'SALDO PINJAMAN',
    ],
    ...rows,
  ]);
}

const OPENING: Written[] = ['Saldo per 01 Januari 2025', null, 100000, 500000, 0, 600000, 1000000, null, null, 1000000];

const workbook = (...sheets: ReturnType<typeof card>[]): Workbook => ({
  format: 'xlsx',
  sheets: sheets.map((sheet, at) => ({ ...sheet, name: `Kartu ${at + 1}` })),
});

const shown = (of: Workbook) => of.sheets[0]?.rows.map((row) => row.map(textOf).join('|'));

test('each card becomes a row of its last balances with its last instalment, under the latest day', () => {
  const siti = card('Siti Aminah', [
    OPENING,
    ['date:2025-01-31', 'Potongan Januari', null, 50000, null, 650000, null, 250000, 20000, 750000],
    [null, null, null, null, null, 650000, null, null, null, 750000],
    ['Saldo per 31 Desember 2025', null, 100000, 550000, 0, 650000, 1000000, 250000, 20000, 750000],
    [null, null, null, null, null, 15000],
  ]);
  const budi = card('Budi', [
    OPENING,
    ['date:2024-02-01', 'Pelunasan', null, null, null, 600000, null, 1000000, 20000, 0],
    ['date:2024-02-02', 'Pinjaman baru', null, null, null, 600000, 3000000, null, null, 3000000],
    ['Saldo per 9 November 2024', null, 100000, 500000, 0, 600000, 4000000, 1000000, 20000, 3000000],
  ]);
  assert.deepEqual(shown(withCardSummary(workbook(siti, budi))), [
    'SALDO PER 31 Desember 2025',
    'NAMA ANGGOTA|NO ANGGOTA|SIMPANAN POKOK|SIMPANAN WAJIB|SIMPANAN SUKARELA|SALDO PINJAMAN|ANGSURAN POKOK|JASA',
    'Siti Aminah|A-7|100000|550000|0|750000|250000|20000',
    'Budi|A-7|100000|500000|0|3000000||',
  ]);
});

test('a workbook without cards stays as it is', () => {
  const plain: Workbook = {
    format: 'xlsx',
    sheets: [
      sheetOf([
        ['NO', 'NAMA', 'WAJIB'],
        [1, 'Siti', 50000],
      ]),
    ],
  };
  assert.equal(withCardSummary(plain), plain);
  assert.equal(
    plain.sheets.some(({ name }) => name === CARDS_SHEET),
    false,
  );
});
