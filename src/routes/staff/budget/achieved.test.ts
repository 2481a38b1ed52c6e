import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BudgetTable, statement } from '#books';
import { statementPdf, statementWorkbook } from '#documents';
import { budgetText } from '#lib/text/budget.ts';
import { pdfText } from '../../../modules/documents/pdf-text.fixture.ts';
import { achievedPart, roundedPercent } from './achieved.ts';

const line = { kind: 'line', level: 1, code: '4.1.01' } as const;
const found = {
  table: {
    ...{ key: 'anggaran', title: 'Realisasi anggaran 2026', subtitle: ['Januari sampai Maret'], remarks: [] },
    columns: [
      { key: 'budget', heading: 'Anggaran' },
      { key: 'actual', heading: 'Realisasi' },
    ],
    rows: [
      { ...line, key: 'heading', label: 'Pendapatan', kind: 'heading', code: null, values: [null, null] },
      { ...line, key: 'a', label: 'Jasa pinjaman', values: [300_000_000n, 90_000_000n] },
      { ...line, key: 'b', label: 'Denda', values: [0n, 5_000_000n] },
    ],
  },
  achieved: { heading: null, a: '300000', b: null },
} as unknown as BudgetTable;

test('what was reached stands on its own sheet as ratios, a line without a budget with the reason', () => {
  const part = achievedPart(found, budgetText.id);
  assert.deepEqual(
    part.rows.map(({ label, value, reason }) => [label, value, reason]),
    [
      ['Jasa pinjaman', 3_000n, null],
      ['Denda', null, 'Tidak dianggarkan'],
    ],
  );
});

test('budget and actual leave as a PDF and as a workbook', async () => {
  const paper = {
    letterhead: { cooperative: 'KSP Uji', lines: [] },
    placeAndDate: 'Kudus, 20 November 2026',
    signatures: [{ office: 'Ketua' }],
    source: 'Dibuat dari pembukuan yang belum ditutup',
    writtenAt: new Date('2026-11-20T05:00:00Z'),
  };
  const parts = [statement(found.table), achievedPart(found, budgetText.id)];
  assert.match(pdfText(await statementPdf(parts, paper)).join(' '), /Realisasi anggaran 2026.*Jasa pinjaman/s);
  assert.equal((await statementWorkbook(parts, paper)).subarray(0, 2).toString('latin1'), 'PK');
});

test('a percent is told to the tenth', () => {
  assert.equal(roundedPercent('333333'), '333000');
  assert.equal(roundedPercent('333500'), '334000');
  assert.equal(roundedPercent(null), null);
});
