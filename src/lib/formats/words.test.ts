import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountInWords } from '../formats.ts';

const table: [string, string, string][] = [
  ['0.00', 'nol rupiah', 'zero rupiah'],
  ['11.00', 'sebelas rupiah', 'eleven rupiah'],
  ['21.00', 'dua puluh satu rupiah', 'twenty-one rupiah'],
  ['100.00', 'seratus rupiah', 'one hundred rupiah'],
  ['1000.00', 'seribu rupiah', 'one thousand rupiah'],
  ['11000.00', 'sebelas ribu rupiah', 'eleven thousand rupiah'],
  ['150000.50', 'seratus lima puluh ribu rupiah lima puluh sen', 'one hundred fifty thousand rupiah fifty sen'],
  ['1001000.00', 'satu juta seribu rupiah', 'one million one thousand rupiah'],
  ['-75000.00', 'minus tujuh puluh lima ribu rupiah', 'minus seventy-five thousand rupiah'],
  ['2000000000000.00', 'dua triliun rupiah', 'two trillion rupiah'],
];

for (const [amount, id, en] of table) {
  test(`${amount} is said "${id}" and "${en}"`, () => {
    assert.equal(amountInWords(amount), id);
    assert.equal(amountInWords(amount, 'en'), en);
  });
}

test('words reach to the quadrillions and say every figure', () => {
  const nines = 10n ** 18n - 1n;
  assert.match(amountInWords(nines * 100n), /kuadriliun/);
  assert.match(
    amountInWords(nines * 100n, 'en'),
    /^nine hundred ninety-nine quadrillion .* nine hundred ninety-nine rupiah$/,
  );
  assert.throws(() => amountInWords((nines + 1n) * 100n, 'en'), /assertion failed/);
});
