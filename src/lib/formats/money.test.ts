import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDecimal, SEN_MAX } from '#kernel/money';
import { count, percent, rupiah, rupiahChange, rupiahDigits, rupiahShort } from '../formats.ts';

const amounts: [bigint | string, string][] = [
  ['150000.00', 'Rp 150.000'],
  ['150000.50', 'Rp 150.000,50'],
  ['-50000.00', '-Rp 50.000'],
  ['0.00', 'Rp 0'],
  ['0.05', 'Rp 0,05'],
  ['-0.05', '-Rp 0,05'],
  [125_000_000n, 'Rp 1.250.000'],
  [SEN_MAX, 'Rp 90.000.000.000.000'],
];

for (const [amount, text] of amounts) {
  test(`${amount} is written ${text}`, () => assert.equal(rupiah(amount), text));
}

test('an amount reads the same as sen and as decimal string', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -SEN_MAX, max: SEN_MAX }), (sen) => {
      assert.equal(rupiah(sen), rupiah(formatDecimal(sen)));
      assert.equal(rupiah(sen).replace('Rp ', ''), rupiahDigits(sen));
    }),
  );
});

test('no amount loses a digit on its way to the screen', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: SEN_MAX }), (sen) => {
      const [whole = '', cents = '00'] = rupiahDigits(sen).replaceAll('.', '').split(',');
      assert.equal(BigInt(whole + cents), sen);
    }),
  );
});

test('text that is no amount is refused, never shown as a number', () => {
  assert.throws(() => rupiah('seratus'), { reason: 'amount_format' });
  assert.throws(() => rupiah('1e5'), { reason: 'amount_format' });
});

test('a change carries its sign both ways', () => {
  assert.equal(rupiahChange('5000.00'), '+Rp 5.000');
  assert.equal(rupiahChange('-5000.00'), '-Rp 5.000');
  assert.equal(rupiahChange(0n), 'Rp 0');
});

test('an axis is short: thousands, millions, billions', () => {
  assert.equal(rupiahShort('1500000.00'), '1,5 jt');
  assert.equal(rupiahShort('1500000.00', 'en'), '1.5m');
  assert.equal(rupiahShort('250000.00'), '250 rb');
  assert.equal(rupiahShort('-2000000000.00'), '-2 M');
  assert.equal(rupiahShort('3200000000000.00'), '3,2 T');
  assert.equal(rupiahShort('999.99'), '999');
});

test('a rate of parts per million is a percentage in both languages', () => {
  assert.equal(percent(120_000), '12%');
  assert.equal(percent(5_000), '0,5%');
  assert.equal(percent(5_000, 'en'), '0.5%');
  assert.equal(percent(62_500), '6,25%');
  assert.equal(percent(-1), '-0,0001%');
  assert.equal(percent(0), '0%');
});

test('a count has the points of its language', () => {
  assert.equal(count(30_000), '30.000');
  assert.equal(count(30_000, 'en'), '30,000');
  assert.equal(count(-1_234), '-1.234');
  assert.equal(count(999), '999');
});
