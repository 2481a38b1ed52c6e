import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DomainError } from '#kernel/errors';
import { simulate } from './simulation.ts';

const ASKED = { amount: '12.000.000', months: '12', rate: '12', per: 'year', method: 'flat' };

describe('the loan simulation', () => {
  test('a flat loan of 12 million over a year is 1,120,000 a month, and costs nearly 24 percent a year', () => {
    const { first, last, falling, interest, effectivePpm, rows } = simulate(ASKED, 'id');
    assert.deepEqual([first, last, falling, interest], ['1120000.00', '1120000.00', false, '1440000.00']);
    assert.equal(effectivePpm, 236_984);
    assert.equal(rows.length, 12);
  });

  test('a percent may be written with a comma, by the month, and instalments may fall', () => {
    const asked = { ...ASKED, rate: '1,5 %', per: 'month', method: 'equal_principal' };
    const { first, last, falling } = simulate(asked, 'id');
    assert.deepEqual([first, last, falling], ['1180000.00', '1015000.00', true]);
  });

  test('equal instalments come in whole rupiah', () => {
    const { rows } = simulate({ ...ASKED, method: 'annuity' }, 'id');
    assert.ok(rows.every(({ total }) => total.endsWith('.00')));
  });

  test('a loan too small for whole rupiah keeps its sen', () => {
    assert.equal(simulate({ ...ASKED, amount: '1', rate: '0' }, 'id').total, '1.00');
  });

  test('the largest amount that can be typed is computed', () => {
    assert.equal(simulate({ ...ASKED, amount: '90.000.000.000.000', rate: '0' }, 'id').total, '90000000000000.00');
  });

  test('all faults are told at once', () => {
    assert.throws(
      () => simulate({ ...ASKED, amount: '', months: '0', rate: 'x' }, 'id'),
      (error) => error instanceof DomainError && error.fields.map(({ field }) => field).join() === 'amount,months,rate',
    );
  });

  const wrong: [field: string, value: string][] = [
    ['amount', ''],
    ['amount', '0'],
    ['amount', '1.5'],
    ['amount', '100.000.000.000.000'],
    ['months', '0'],
    ['months', '601'],
    ['months', 'x'],
    ['rate', '-1'],
    ['rate', '1001'],
    ['rate', 'x'],
    ['method', 'ajaib'],
  ];
  for (const [field, value] of wrong) {
    test(`${field} "${value}" is refused at its field, in both languages`, () => {
      for (const locale of ['id', 'en'] as const) {
        assert.throws(
          () => simulate({ ...ASKED, [field]: value }, locale),
          (error) => error instanceof DomainError && error.fields[0]?.field === field && error.pesan !== '',
        );
      }
    });
  }
});
