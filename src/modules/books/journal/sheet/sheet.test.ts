import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ReadCell, ReadWorkbook } from '#documents';
import { DomainError } from '#kernel/errors';
import { readJournal } from './read-file.ts';

type Plain = string | number | null;
const cell = (value: Plain): ReadCell | null =>
  value === null ? null : { kind: typeof value === 'number' ? 'number' : 'text', text: String(value) };
const book = (...rows: Plain[][]): ReadWorkbook => ({
  format: 'xlsx',
  sheets: [{ name: 'Jurnal', rows: rows.map((row) => row.map(cell)), merges: [] }],
});
const read = (rows: Plain[][], cashAccount: string | null = null) =>
  readJournal(book(...rows), { cashAccount, pivotYear: 2036 });
const HEAD = ['Tanggal', 'No. Bukti', 'Keterangan', 'Kode Akun', 'Nama Akun', 'Debet', 'Kredit', 'Catatan'];

describe('a file of journals', () => {
  test('is grouped by voucher number; blank dates, numbers and texts belong to the row above', () => {
    const { vouchers, faults, rowCount } = read([
      ['KOPERASI MAJU'],
      HEAD,
      ['31/01/2026', 'BKK-1', 'Bayar listrik', '6.1.05', 'Beban Listrik', '250.000', null, 'Januari'],
      [null, null, null, '1.1.01', 'Kas', null, '250.000', null],
      ['31/01/2026', 'BKM-1', 'Jasa bank', '1.1.05', 'Bank', 1000.5, null, null],
      [null, null, null, '4.2.01', 'Jasa giro', null, 1000.5, null],
      ['Jumlah', null, null, null, null, '251.000,5', '251.000,5', null],
    ]);
    assert.deepEqual([faults, rowCount, vouchers.length], [[], 4, 2]);
    assert.deepEqual(vouchers[0], {
      row: 3,
      happenedOn: '2026-01-31',
      description: 'Bayar listrik (BKK-1)',
      lines: [
        { row: 3, account: '6.1.05', debit: '250000.00', note: 'Januari' },
        { row: 4, account: '1.1.01', credit: '250000.00' },
      ],
    });
    assert.equal(vouchers[1]?.lines[0]?.debit, '1000.50');
  });

  test('without voucher numbers is cut where debit and credit are equal, and at another day', () => {
    const { vouchers } = read([
      ['Tgl', 'Uraian', 'Akun', 'Debit', 'Kredit'],
      ['01/02/2026', 'Listrik', '6.1.05', 100, null],
      ['01/02/2026', 'Listrik', '1.1.01', null, 60],
      ['01/02/2026', 'Listrik', '1.1.05', null, 40],
      ['01/02/2026', 'Air', '6.1.06', 30, null],
      ['02/02/2026', 'Kas', '1.1.01', null, 30],
    ]);
    assert.deepEqual(
      vouchers.map(({ happenedOn, description, lines }) => [happenedOn, description, lines.length]),
      [
        ['2026-02-01', 'Listrik', 3],
        ['2026-02-01', 'Air', 1],
        ['2026-02-02', 'Kas', 1],
      ],
    );
  });

  test('that is a cash book makes two lines a row against the cash account', () => {
    const rows: Plain[][] = [
      ['Tanggal', 'Uraian', 'DUM (Rp)', 'DUK (Rp)'],
      ['31/01/2026', 'Jasa Piutang', 200000, null],
      ['31/01/2026', 'Beban Rapat', null, 50000],
    ];
    const { vouchers } = read(rows, '1.1.01');
    assert.deepEqual(
      vouchers.map(({ lines }) => lines.map(({ account, debit }) => [account, debit ?? null])),
      [
        [
          ['1.1.01', '200000.00'],
          ['Jasa Piutang', null],
        ],
        [
          ['1.1.01', null],
          ['Beban Rapat', '50000.00'],
        ],
      ],
    );
    assert.throws(() => read(rows), { reason: 'cash_account_missing' });
  });

  test('may say the side in a column of its own', () => {
    const { vouchers, faults } = read([
      ['tanggal', 'uraian', 'akun', 'd/k', 'jumlah'],
      ['2026-01-31', 'Setor bank', '1.1.05', 'D', '75.000'],
      ['2026-01-31', 'Setor bank', '1.1.01', 'K', '75.000'],
      ['2026-01-31', 'Setor bank', '1.1.01', 'X', '75.000'],
    ]);
    assert.equal(vouchers[0]?.lines.length, 2);
    assert.deepEqual(
      faults.map(({ row, code }) => [row, code]),
      [[4, 'side_unknown']],
    );
  });

  const faulty: [string, Plain[], string][] = [
    ['31 February', ['02/31/2025', 'A', 'x', '1.1.01', null, 5, null], 'date_impossible'],
    ['a date nobody can read', ['kemarin', 'A', 'x', '1.1.01', null, 5, null], 'date_unreadable'],
    ['no date in its first row', [null, 'A', 'x', '1.1.01', null, 5, null], 'date_missing'],
    ['no account', ['01/02/2026', 'A', 'x', null, null, 5, null], 'account_missing'],
    ['both sides', ['01/02/2026', 'A', 'x', '1.1.01', null, 5, 5], 'both_sides'],
    ['no side', ['01/02/2026', 'A', 'x', '1.1.01', null, null, 0], 'amount_missing'],
    ['an amount in words', ['01/02/2026', 'A', 'x', '1.1.01', null, 'lima', null], 'amount_unreadable'],
    ['an amount below zero', ['01/02/2026', 'A', 'x', '1.1.01', null, -5, null], 'amount_negative'],
    ['a part of a sen', ['01/02/2026', 'A', 'x', '1.1.01', null, 5.125, null], 'amount_fraction'],
    [
      'more money than there is',
      ['01/02/2026', 'A', 'x', '1.1.01', null, 900_000_000_000_000, null],
      'amount_too_large',
    ],
  ];
  for (const [what, row, code] of faulty) {
    test(`with ${what} tells it at its row`, () => {
      const { faults, vouchers } = read([HEAD.slice(0, 7), row]);
      assert.deepEqual(
        faults.map((fault) => [fault.row, fault.code]),
        [[2, code]],
      );
      assert.deepEqual(vouchers, []);
    });
  }

  test('blames only the row at fault, not those that follow it in its voucher', () => {
    const { faults, vouchers } = read([
      HEAD,
      ['02/31/2025', 'B-1', 'Salah', '6.1.05', null, 5, null],
      [null, null, null, '1.1.05', null, null, 5],
      ['01/02/2026', 'B-2', 'Benar', '6.1.05', null, 5, null],
      [null, null, null, '1.1.05', null, null, 5],
    ]);
    assert.deepEqual(
      [faults.map(({ row, code }) => [row, code]), vouchers.map(({ row }) => row)],
      [[[2, 'date_impossible']], [4]],
    );
  });

  test('with an amount that can be read two ways in a column of machine numbers says so', () => {
    const { faults } = read([
      HEAD,
      ['01/02/2026', 'A', 'x', '1', null, '150000', null],
      ['01/02/2026', 'A', 'x', '1', null, '1.500', null],
    ]);
    assert.deepEqual(
      faults.map(({ code }) => code),
      ['amount_unclear'],
    );
  });

  test('whose voucher has two days, or nothing to call it by, is told', () => {
    const dates = read([
      HEAD,
      ['01/02/2026', 'A', 'x', '1', null, 5, null],
      ['02/02/2026', 'A', 'x', '2', null, null, 5],
    ]);
    assert.deepEqual(
      dates.faults.map(({ row, code }) => [row, code]),
      [[3, 'voucher_dates_differ']],
    );
    const nameless = read([HEAD, ['01/02/2026', null, null, '1', null, 5, null]]);
    assert.deepEqual(
      nameless.faults.map(({ code }) => code),
      ['description_missing'],
    );
    const long = Array.from({ length: 1001 }, (): Plain[] => ['01/02/2026', 'A', 'x', '1', null, 5, null]);
    assert.deepEqual(
      read([HEAD, ...long]).faults.map(({ code }) => code),
      ['voucher_too_long'],
    );
  });

  test('without the headings of a journal, without rows, or with too many is refused', () => {
    const reason = (rows: Plain[][]) => {
      try {
        read(rows);
      } catch (error) {
        if (error instanceof DomainError) return error.reason;
        throw error;
      }
      return 'read';
    };
    assert.equal(
      reason([
        ['Nama', 'Alamat'],
        ['Siti', 'Kudus'],
      ]),
      'journal_columns',
    );
    assert.equal(reason([HEAD]), 'journal_columns');
    const row: Plain[] = ['01/02/2026', 'A', 'x', '1', null, 5, null];
    assert.equal(reason([HEAD, ...Array.from({ length: 20_001 }, () => row)]), 'journal_rows');
  });
});
