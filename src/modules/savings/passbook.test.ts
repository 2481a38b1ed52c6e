import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { passbookTable } from './passbook.ts';
import type { StatementItem } from './queries/statement.ts';

const item = (amount: string, balance: string, change: Partial<StatementItem> = {}): StatementItem => ({
  entryId: 'e',
  number: '7',
  on: parseDate('2026-11-03'),
  writtenAt: '2026-11-03T02:00:00.000Z',
  kind: 'savings.deposit',
  description: 'Setoran SS-000001',
  note: null,
  amount,
  balance,
  reversed: false,
  receiptId: null,
  receiptNumber: null,
  ...change,
});

const STATEMENT = {
  account: {
    id: 'a',
    number: 'SS-000001',
    productName: 'Simpanan Sukarela',
    memberName: 'Siti',
    memberNumber: 'A00001',
  },
  from: parseDate('2026-11-01'),
  to: parseDate('2026-12-01'),
  opening: '10000.00',
  items: [
    item('50000.00', '60000.00', { note: 'Panen', receiptNumber: 'MJ-PST-000001-2' }),
    item('-20000.50', '39999.50', { reversed: true }),
  ],
  closing: '39999.50',
};

test('a passbook shows money in and out apart, between the balances around them', () => {
  const table = passbookTable(STATEMENT, { cooperative: 'KSP Uji', lines: [] }, (day) => day);
  assert.deepEqual(table.rows, [
    [null, '', 'Saldo awal', null, null, 1_000_000n],
    ['2026-11-03', 'MJ-PST-000001-2', 'Setoran SS-000001: Panen', 5_000_000n, null, 6_000_000n],
    ['2026-11-03', '7', 'Setoran SS-000001 (dibatalkan)', null, 2_000_050n, 3_999_950n],
    [null, '', 'Saldo akhir', null, null, 3_999_950n],
  ]);
  assert.deepEqual(table.subtitle, ['Siti (A00001), nomor simpanan SS-000001', '2026-11-01 sampai 2026-11-30']);
});

test('a passbook of all days begins with its first movement', () => {
  const whole = passbookTable(
    { ...STATEMENT, from: parseDate('1900-01-01') },
    { cooperative: 'KSP Uji', lines: [] },
    (day) => day,
  );
  assert.equal(whole.subtitle[1], '2026-11-03 sampai 2026-11-30');
});
