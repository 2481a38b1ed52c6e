import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnViews, isField, proposeMapping } from './column-view.ts';
import { RECAPITULATION, sheetOf } from './sheet.fixture.ts';

test('each column shows its letter, heading, values and meaning', () => {
  const mapping = proposeMapping(RECAPITULATION, 'rekap.xlsx');
  const columns = columnViews(RECAPITULATION, mapping);
  assert.deepEqual(columns[3], {
    index: 3,
    letter: 'D',
    heading: 'SIMPANAN / WAJIB',
    field: 'mandatorySavings',
    score: 100,
    samples: ['1200000', '900000', '600000'],
  });
});

test('heading rows that people point at are recognised anew', () => {
  const sheet = sheetOf([['LAPORAN'], ['A', 'B'], ['NO ANGGOTA', 'WAJIB'], ['1', 50000]]);
  assert.deepEqual(
    proposeMapping(sheet, '', { top: 2, bottom: 2 }).columns.map((column) => column.field),
    ['memberNo', 'mandatorySavings'],
  );
  assert.deepEqual(proposeMapping(sheet, '', { top: 1, bottom: 1 }).columns, []);
  assert.deepEqual(proposeMapping(sheet, '', { top: -1, bottom: -1 }).columns, []);
});

test('columns beyond Z are named as spreadsheets name them', () => {
  const sheet = sheetOf([Array.from({ length: 28 }, (_, index) => `nilai ${index}`)]);
  const mapping = { ...proposeMapping(sheet, ''), headingTop: -1, headingBottom: -1 };
  assert.deepEqual(
    [25, 26, 27].map((index) => columnViews(sheet, mapping)[index]?.letter),
    ['Z', 'AA', 'AB'],
  );
  assert.ok(isField('memberNo') && !isField('nonsense'));
});
