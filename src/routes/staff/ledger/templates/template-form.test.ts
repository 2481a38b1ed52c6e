import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journalText } from '#lib/text/journal.ts';
import { valuesOfLines } from '../entry-form.ts';
import { readTemplate, typedOf } from './template-form.ts';

const chart = [
  { code: '6.1.05', name: 'Beban', postable: true, active: true },
  { code: '1.1.01', name: 'Kas', postable: true, active: true },
];
const lines = [
  { account: '6.1.05', side: 'debit' as const, percent: '62.5', note: 'Toko' },
  { account: '6.1.05', side: 'debit' as const, amount: '150000.50' },
  { account: '1.1.01', side: 'credit' as const },
];

test('a template is typed, read and shown again without a difference', () => {
  const read = readTemplate(valuesOfLines(typedOf(lines)), chart);
  assert.deepEqual([read.errors, read.input], [{}, lines]);
  assert.deepEqual(
    typedOf(lines).map(({ debit, credit }) => debit || credit),
    ['62,5%', '150000,50', '?'],
  );
});

test('what is neither amount, percentage nor question mark is told at its field', () => {
  const values = { account_0: 'kas', debit_0: 'separuh', account_1: 'zzz', credit_1: '?', account_2: 'kas' };
  const { errors } = readTemplate(values, chart);
  assert.equal(errors['debit_0'], journalText.id.badShare);
  assert.deepEqual(Object.keys(errors).sort(), ['account_1', 'debit_0', 'debit_2']);
});
