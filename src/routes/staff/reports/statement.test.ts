import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reportsText } from '#lib/text/reports.ts';
import { incomeRows, type Statement, sheetRows, statementTable, trialRows } from './statement.ts';

const covers = { from: '2026-01-01', to: '2026-11-21' };
const t = reportsText.id;

describe('a trial balance', () => {
  const report = {
    lines: [
      { code: '1.1.01', name: 'Kas', debit: '500.00', credit: '0.00' },
      { code: '3.1.06', name: 'Hibah', debit: '0.00', credit: '500.00' },
    ],
    totals: { debit: '500.00', credit: '500.00' },
  };

  test('has one side a line, and its figures open the entries of that account', () => {
    const [cash, , total] = trialRows(report, covers, 'id');
    assert.deepEqual(cash?.amounts, ['500.00', '']);
    assert.equal(cash?.href, '/staff/ledger/history?code=1.1.01&from=2026-01-01&to=2026-11-21');
    assert.deepEqual([total?.style, total?.amounts], ['total', ['500.00', '500.00']]);
  });

  test('without figures has no rows at all', () => {
    assert.deepEqual(trialRows({ lines: [], totals: { debit: '0.00', credit: '0.00' } }, covers, 'id'), []);
  });

  test('leaves as a table with amounts in sen and nothing where a side is empty', () => {
    const statement: Statement = {
      title: t.trialBalance,
      subtitle: ['Per 21 November 2026'],
      columns: [t.debit, t.credit],
      rows: trialRows(report, covers, 'id'),
      balanced: true,
    };
    const table = statementTable(statement, 'id');
    assert.deepEqual(table.rows[0], ['1.1.01', '   Kas', 50_000n, null]);
    assert.deepEqual(table.rows.at(-1), ['', 'JUMLAH', 50_000n, 50_000n]);
  });
});

describe('a balance sheet', () => {
  const sheet = {
    sections: [
      {
        key: 'asset',
        lines: [
          { code: '1', name: 'ASET', level: 0, postable: false, amount: '700.00' },
          { code: '1.1.01', name: 'Kas', level: 2, postable: true, amount: '700.00' },
        ],
        total: '700.00',
      },
      {
        key: 'equity',
        lines: [{ code: null, name: 'x', level: 1, postable: false, amount: '-50.00' }],
        total: '-50.00',
      },
    ],
    totals: { assets: '700.00', liabilitiesAndEquity: '700.00' },
  };
  const rows = sheetRows(sheet, { ...covers, unclosedFrom: '2025-01-01', branchId: 'b' }, 'id');

  test('opens headings and accounts to their entries in the branch that was asked for', () => {
    assert.deepEqual([rows[0]?.style, rows[1]?.style], ['heading', 'line']);
    assert.match(rows[0]?.href ?? '', /code=1&from=2026-01-01&to=2026-11-21&branch=b/);
  });

  test('opens the surplus not yet closed to the income statement since the books began', () => {
    const unclosed = rows.find((row) => row.name === t.unclosed);
    assert.equal(unclosed?.href, '/staff/reports/income-statement?from=2025-01-01&to=2026-11-21&branch=b');
    assert.deepEqual(unclosed?.amounts, ['-50.00']);
  });

  test('ends with the sum of liabilities and equity', () => {
    assert.deepEqual([rows.at(-1)?.name, rows.at(-1)?.amounts], [t.liabilitiesAndEquity, ['700.00']]);
  });
});

describe('an income statement', () => {
  const line = (code: string, amount: string) => ({ code, name: code, level: 1, postable: true, amount });
  const income = {
    sections: [
      { key: 'member', lines: [line('4.1.01', '100.00')], total: '100.00' },
      { key: 'non_member', lines: [], total: '0.00' },
      { key: 'operating', lines: [line('6.1.05', '30.00')], total: '-30.00' },
      { key: 'other', lines: [], total: '0.00' },
      { key: 'tax', lines: [], total: '0.00' },
    ],
    totals: { gross: '100.00', beforeTax: '70.00', surplus: '70.00' },
  };

  test('shows members apart, leaves out empty parts, and ends with the surplus', () => {
    const names = incomeRows(income, covers, 'id').map((row) => row.name);
    assert.deepEqual(names, [
      t.sections.member,
      '4.1.01',
      t.totalOf(t.sections.member),
      t.gross,
      t.sections.operating,
      '6.1.05',
      t.totalOf(t.sections.operating),
      t.beforeTax,
      t.surplus,
    ]);
  });

  test('without any revenue or expense has no rows', () => {
    const none = { ...income, sections: income.sections.map((section) => ({ ...section, lines: [] })) };
    assert.deepEqual(incomeRows(none, covers, 'id'), []);
  });
});
