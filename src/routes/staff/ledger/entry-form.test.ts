import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatDecimal } from '#kernel/money';
import { ledgerText } from '#lib/text/ledger.ts';
import { readEntry, rowCount, valuesOfLines } from './entry-form.ts';

const t = ledgerText.id;
const chart = [
  { code: '1', name: 'Aset', postable: false, active: true },
  { code: '1.1.01', name: 'Kas', postable: true, active: true },
  { code: '6.1.05', name: 'Beban Listrik', postable: true, active: true },
  { code: '6.1.99', name: 'Beban Lama', postable: true, active: false },
];
const row = (index: number, account: string, debit = '', credit = '') => ({
  [`account_${index}`]: account,
  [`debit_${index}`]: debit,
  [`credit_${index}`]: credit,
});

describe('an entry form', () => {
  test('adds up as it is typed, passes over empty rows, and tells that both sides are equal', () => {
    const values = { ...row(0, '6.1.05', '150rb'), ...row(3, 'kas', '', '150.000') };
    const read = readEntry(values, chart);
    assert.deepEqual(read.errors, {});
    assert.deepEqual(read.totals, { debit: '150000.00', credit: '150000.00', difference: '0.00', equal: true });
    assert.deepEqual(read.input, [
      { account: '6.1.05', debit: '150000.00' },
      { account: '1.1.01', credit: '150000.00' },
    ]);
    assert.deepEqual([read.lines[3]?.account, read.lines[3]?.name], ['1.1.01', 'Kas']);
  });

  test('names the difference when the sides are not equal', () => {
    const read = readEntry({ ...row(0, '6.1.05', '100'), ...row(1, '1.1.01', '', '90') }, chart);
    assert.deepEqual([read.totals.equal, read.totals.difference], [false, '10.00']);
  });

  const wrong: [string, Record<string, string>, string, string][] = [
    ['an account that is not in the chart', row(0, '9.9', '10'), 'account_0', t.unknownAccount],
    ['a retired account', row(0, '6.1.99', '10'), 'account_0', t.unknownAccount],
    ['a heading', row(0, '1', '10'), 'account_0', t.headingAccount],
    ['both sides filled in', row(0, '1.1.01', '10', '10'), 'credit_0', t.bothSides],
    ['no side filled in', row(0, '1.1.01'), 'debit_0', t.noSide],
    ['an amount that could be two', row(0, '1.1.01', '1.5'), 'debit_0', 'Jumlah ini bisa dibaca dua cara'],
  ];
  for (const [name, values, field, words] of wrong) {
    test(`says at the field what is wrong with ${name}`, () => {
      const { errors } = readEntry(values, chart);
      assert.ok(errors[field]?.startsWith(words), JSON.stringify(errors));
    });
  }

  test('grows by rows, and never without end', () => {
    assert.equal(rowCount({}, false), 6);
    assert.equal(rowCount({ rows: '6' }, true), 12);
    assert.equal(rowCount({ rows: '100000' }, true), 200);
    assert.equal(rowCount({ rows: 'x' }, false), 6);
  });

  test('has totals that are the exact sums of its rows', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 10n ** 12n), { minLength: 1, maxLength: 20 }), (amounts) => {
        const rows = amounts.map((amount, index) => row(index, '1.1.01', formatDecimal(amount).replace('.', ',')));
        const read = readEntry(Object.assign({ rows: '20' }, ...rows), chart);
        assert.equal(read.totals.debit, formatDecimal(amounts.reduce((sum, amount) => sum + amount, 0n)));
      }),
    );
  });

  test('takes lines back as they were typed', () => {
    const values = valuesOfLines([{ account: 'kas', debit: '1,5jt', credit: '', note: 'x' }]);
    assert.deepEqual([values['rows'], values['account_0'], values['debit_0']], ['6', 'kas', '1,5jt']);
    assert.equal(readEntry(values, chart).totals.debit, '1500000.00');
  });
});
