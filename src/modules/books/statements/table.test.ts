import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type StatementRow, totalRow, wrongTotals } from './table.ts';

const line = (key: string, values: (bigint | null)[]): StatementRow => ({
  key,
  label: key,
  kind: 'line',
  level: 1,
  code: null,
  values,
});

test('a total adds and takes away the rows it names, and one that does not is found', () => {
  const revenue = line('revenue', [500n, 700n]);
  const expense = line('expense', [200n, null]);
  const parts = [
    { row: revenue, sign: 1 as const },
    { row: expense, sign: -1 as const },
  ];
  const surplus = totalRow({ key: 'surplus', label: 'SHU', level: 0, parts }, 2);
  assert.deepEqual(surplus.values, [300n, 700n]);
  const table = { key: 'phu', title: 'PHU', subtitle: [], columns: [], remarks: [], rows: [revenue, expense, surplus] };
  assert.deepEqual(wrongTotals(table), []);
  assert.deepEqual(wrongTotals({ ...table, rows: [revenue, expense, { ...surplus, values: [301n, 700n] }] }), [
    'surplus',
  ]);
});
