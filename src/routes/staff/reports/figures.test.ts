import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatementTable } from '#books';
import { brokenChecks, drawnRows, figureHref } from './figures.ts';

const where = { startMonth: 1, branch: '', unit: '' };
const line = (code: string, value: bigint) =>
  ({ key: `line:${code}`, label: code, kind: 'line', level: 1, code, values: [value] }) as const;
const table: StatementTable = {
  key: 'balance-sheet',
  title: 'Neraca',
  subtitle: [],
  columns: [{ key: 'day', heading: '30 Juni 2026', range: { from: null, before: '2026-07-01' } }],
  rows: [
    { key: 'heading', label: 'Aset', kind: 'heading', level: 0, code: null, values: [null] },
    line('1.1.01', 50_000n),
    line('1.1.05', -100n),
    {
      key: 'assets',
      label: 'Jumlah aset',
      kind: 'total',
      level: 0,
      code: null,
      values: [49_900n],
      parts: [
        { row: 'line:1.1.01', sign: 1 },
        { row: 'line:1.1.05', sign: 1 },
      ],
    },
  ],
  remarks: [],
  checks: [{ label: 'Aset sama', parts: [{ row: 'assets', sign: 1 }] }],
};

test('a balance of one line opens its ledger in that book year, a total the list of all its lines, a heading nothing', () => {
  const [heading, cash, , total] = drawnRows(table, where);
  assert.deepEqual(heading?.cells, [{ amount: '', href: null }]);
  assert.deepEqual(cash?.cells, [
    { amount: '500.00', href: '/staff/ledger/history?code=1.1.01&from=2026-01-01&to=2026-06-30' },
  ]);
  assert.deepEqual(total?.cells, [
    { amount: '499.00', href: '/staff/reports/entries?codes=1.1.01%2C1.1.05&to=2026-06-30' },
  ]);
});

test('what only some entries make opens to those entries, in the same branch and unit', () => {
  const figure = {
    codes: ['4.1.01'],
    from: '2026-01-01',
    before: '2026-07-01',
    only: 'cash_in',
    withoutClosing: true,
  } as const;
  assert.equal(
    figureHref(figure, { ...where, branch: 'b', unit: 'u' }),
    '/staff/reports/entries?codes=4.1.01&to=2026-06-30&from=2026-01-01&only=cash_in&closing=without&branch=b&unit=u',
  );
});

test('a sum that must be zero and is not is named', () => {
  assert.deepEqual(brokenChecks(table), ['Aset sama']);
  assert.deepEqual(brokenChecks({ ...table, checks: [] }), []);
});
