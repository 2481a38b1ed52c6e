import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  conventionOf,
  decimalText,
  EXACT_PER_RUPIAH,
  EXACT_PER_SEN,
  readAmount,
  toSen,
  toSenKeepingTotal,
} from './amount.ts';
import type { Cell } from './cells.ts';
import { dateInText, dateOrderOf, readDate, serialDay } from './date.ts';

const text = (value: string): Cell => ({ kind: 'text', text: value });
const number = (value: number): Cell => ({ kind: 'number', text: decimalText(value) });
const senOf = (cell: Cell, convention?: 'machine' | 'dot_groups' | 'comma_groups') => {
  const reading = readAmount(cell, convention);
  return reading.state === 'amount' ? toSen(reading.exact) : reading.state;
};

test('an amount is read the way Indonesians, English programs and machines write it', () => {
  const cases: readonly (readonly [string, bigint])[] = [
    ['Rp 1.250.000,00', 125_000_000n],
    ['Rp1.250.000', 125_000_000n],
    ['1.250.000', 125_000_000n],
    ['1,250,000.00', 125_000_000n],
    [' 100,000 ', 10_000_000n],
    ['625.000', 62_500_000n],
    ['(50.000)', -5_000_000n],
    ['-50.000', -5_000_000n],
    ['50.000-', -5_000_000n],
    ['Rp -1.500', -150_000n],
    ['Rp. 50.000,-', 5_000_000n],
    ['12,5', 1_250n],
    ['12.50', 1_250n],
    ['1 250 000', 125_000_000n],
    ['416666.6666666667', 41_666_667n],
    ['17250290750.664', 1_725_029_075_066n],
    ["'150000", 15_000_000n],
    ['1.25E+07', 1_250_000_000n],
    ['0', 0n],
  ];
  for (const [written, expected] of cases) assert.equal(senOf(text(written)), expected, written);
});

test('a dash, NULL and blanks are no amount at all', () => {
  for (const written of ['-', ' - ', '', 'Rp -', 'NULL', '\u00a0'])
    assert.equal(senOf(text(written)), 'blank', written);
});

test('words, broken groups and giant numbers are refused, not guessed', () => {
  for (const written of ['jumlah simpanan', '1.25.000', '1,234.567.890', '12a', '9999999999999999', '1..0']) {
    assert.equal(senOf(text(written)), 'unreadable', written);
  }
});

test('a column written by a machine reads 100.664 as a fraction, any other as a hundred thousand', () => {
  assert.equal(senOf(text('100.664'), 'machine'), 10_066n);
  assert.equal(senOf(text('100.664')), 10_066_400n);
  assert.equal(conventionOf([text('250000'), text('56314.757')]).convention, 'machine');
  assert.deepEqual(conventionOf([text('4,887,747,635.71'), text('14.252.800,00')]), {
    convention: 'dot_groups',
    mixed: true,
  });
});

test('a number cell is exact as its shortest decimal text, and float noise is told apart from a real fraction', () => {
  const noisy = readAmount(number(74999.99999999907));
  assert.ok(noisy.state === 'amount');
  assert.equal(toSen(noisy.exact), 7_500_000n);
  assert.deepEqual(noisy.notes, ['float_noise']);
  const third = readAmount(number(833333.3333333334));
  assert.ok(third.state === 'amount');
  assert.deepEqual(third.notes, ['rounded_to_sen']);
  assert.equal(decimalText(1e21), '1000000000000000000000');
  assert.equal(decimalText(1.5e-7), '0.00000015');
});

test('any whole rupiah amount survives the Indonesian and the English way of writing', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999n }), (rupiah) => {
      const grouped = String(rupiah).replace(/\B(?=(\d{3})+$)/g, '.');
      assert.equal(senOf(text(`Rp ${grouped},00`)), rupiah * 100n);
      assert.equal(senOf(text(grouped.replaceAll('.', ','))), rupiah * 100n);
      assert.equal(senOf(number(Number(rupiah))), rupiah * 100n);
    }),
  );
});

test('rounding a column to sen keeps its total and moves no row by a whole sen', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -EXACT_PER_RUPIAH * 9n, max: EXACT_PER_RUPIAH * 9n }), { minLength: 1 }),
      (column) => {
        const rounded = toSenKeepingTotal(column);
        const sum = column.reduce((total, amount) => total + amount, 0n);
        assert.equal(
          rounded.reduce((total, amount) => total + amount, 0n),
          toSen(sum),
        );
        for (const [index, amount] of column.entries()) {
          const moved = (rounded[index] ?? 0n) * EXACT_PER_SEN - amount;
          assert.ok(moved < EXACT_PER_SEN && moved > -EXACT_PER_SEN);
        }
      },
    ),
  );
});

test('a date is read from every way cooperatives write it', () => {
  const cases: readonly (readonly [Cell, string])[] = [
    [text('21/11/2026'), '2026-11-21'],
    [text('1-2-2024'), '2024-02-01'],
    [text('26-Aug-16'), '2016-08-26'],
    [text('5 Nopember 1994'), '1994-11-05'],
    [text('Senin, 2 Mei 2022'), '2022-05-02'],
    [text('2023-03-22 0:00'), '2023-03-22'],
    [text('20250916'), '2025-09-16'],
    [{ kind: 'date', text: '2025-05-02' }, '2025-05-02'],
    [number(45779), '2025-05-02'],
    [text('12.08.71'), '1971-08-12'],
  ];
  for (const [cell, expected] of cases) {
    const reading = readDate(cell, 'day_first', 2041);
    assert.equal(reading.state === 'date' ? reading.date : reading.state, expected, cell.text);
  }
});

test('a day the calendar does not have is impossible and never rolls over', () => {
  for (const written of ['02/31/2025', '31/02/2025', '30 Februari 2024', '2025-13-01', '2023-02-29']) {
    assert.equal(readDate(text(written), 'day_first', 2041).state, 'impossible', written);
  }
  assert.equal(readDate(text('0000-00-00'), 'day_first', 2041).state, 'blank');
  assert.equal(readDate(text("MARET '08"), 'day_first', 2041).state, 'unreadable');
});

test('a column decides between day first and month first by the values that allow one reading only', () => {
  assert.equal(dateOrderOf([text('02/31/2025'), text('01/05/2025')]).order, 'month_first');
  assert.equal(dateOrderOf([text('20/02/1984'), text('11/02/1992')]).order, 'day_first');
  assert.equal(dateOrderOf([text('20/02/1984'), text('02/25/1984')]).mixed, true);
  const swapped = dateOrderOf([text('25/02/2023'), text('14/03/2023'), ...twice({ kind: 'date', text: '2023-05-02' })]);
  assert.equal(swapped.maybeSwapped, true);
});

test('a day within a heading is found', () => {
  assert.equal(dateInText('SALDO SIMPANAN PER 30 JANUARI 2023'), '2023-01-30');
  assert.equal(dateInText('SALDO SIMPANAN'), undefined);
});

test('serial numbers follow the spreadsheet calendar of 1900 and of 1904', () => {
  assert.equal(serialDay(1), '1900-01-01');
  assert.equal(serialDay(61), '1900-03-01');
  assert.equal(serialDay(44_317), '2021-05-01');
  assert.equal(serialDay(44_317 - 1462, true), '2021-05-01');
});

function twice(cell: Cell): Cell[] {
  return [cell, cell];
}
