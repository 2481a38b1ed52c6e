import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDecimal, SEN_MAX } from '#kernel/money';
import { parseRupiahInput, rupiah, rupiahDigits } from '../formats.ts';

const read: [string, bigint][] = [
  ['1500000', 1_500_000n],
  ['1.500.000', 1_500_000n],
  ['1 500 000', 1_500_000n],
  ['1,500,000', 1_500_000n],
  ['Rp 2.000', 2_000n],
  ['Rp. 2.000,-', 2_000n],
  ['rp2000', 2_000n],
  ['IDR 2.000', 2_000n],
  ['1.500', 1_500n],
  ['1,5jt', 1_500_000n],
  ['1.5 jt', 1_500_000n],
  ['1,25 Juta', 1_250_000n],
  ['250rb', 250_000n],
  ['250 ribu', 250_000n],
  ['50k', 50_000n],
  ['2m', 2_000_000_000n],
  ['1,2 miliar', 1_200_000_000n],
  ['3t', 3_000_000_000_000n],
  ['0', 0n],
  ['007', 7n],
];
for (const [text, rupiahs] of read) {
  test(`"${text}" is ${rupiahs} rupiah`, () => assert.deepEqual(parseRupiahInput(text), { sen: rupiahs * 100n }));
}

test('sen stand after a comma', () => {
  assert.deepEqual(parseRupiahInput('1.500,50'), { sen: 150_050n });
  assert.deepEqual(parseRupiahInput('0,5'), { sen: 50n });
  assert.deepEqual(parseRupiahInput('150000.00'), { sen: 15_000_000n });
});

const refused: [string, string][] = [
  ['', 'empty'],
  ['seratus', 'format'],
  ['Rp', 'format'],
  ['12a', 'format'],
  ['1e5', 'format'],
  ['0x10', 'format'],
  ['-5000', 'negative'],
  ['-Rp 5.000', 'negative'],
  ['Rp -5.000', 'negative'],
  ['1,500', 'ambiguous'],
  ['1.5', 'ambiguous'],
  ['1.50', 'ambiguous'],
  ['1.50.000', 'ambiguous'],
  ['1.500 000', 'format'],
  ['1.250jt', 'ambiguous'],
  ['1.500,505', 'decimals'],
  ['1,2345rb', 'ok'],
  ['1,234567rb', 'decimals'],
  ['90000000000001', 'too_large'],
  ['99999999999999999999999999', 'too_large'],
  ['91t', 'too_large'],
];
for (const [text, reason] of refused) {
  test(`"${text}" is ${reason === 'ok' ? 'an amount' : `no amount: ${reason}`}`, () => {
    const answer = parseRupiahInput(text);
    assert.equal('reason' in answer ? answer.reason : 'ok', reason);
  });
}

test('every amount the screens write can be typed back to the same sen', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: SEN_MAX }), (sen) => {
      assert.deepEqual(parseRupiahInput(rupiah(sen)), { sen });
      assert.deepEqual(parseRupiahInput(rupiahDigits(sen)), { sen });
      if (sen >= 100_000n) assert.deepEqual(parseRupiahInput(formatDecimal(sen)), { sen });
    }),
  );
});

test('no text makes the reader fail', () => {
  fc.assert(fc.property(fc.string(), (text) => assert.ok(parseRupiahInput(text))));
});
