import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberInWords, terbilang } from './terbilang.ts';

const EXAMPLES: [bigint, string][] = [
  [0n, 'nol'],
  [1n, 'satu'],
  [10n, 'sepuluh'],
  [11n, 'sebelas'],
  [12n, 'dua belas'],
  [19n, 'sembilan belas'],
  [20n, 'dua puluh'],
  [21n, 'dua puluh satu'],
  [100n, 'seratus'],
  [101n, 'seratus satu'],
  [111n, 'seratus sebelas'],
  [219n, 'dua ratus sembilan belas'],
  [1_000n, 'seribu'],
  [1_001n, 'seribu satu'],
  [2_000n, 'dua ribu'],
  [11_000n, 'sebelas ribu'],
  [100_000n, 'seratus ribu'],
  [101_000n, 'seratus satu ribu'],
  [1_000_000n, 'satu juta'],
  [1_001_000n, 'satu juta seribu'],
  [1_250_500n, 'satu juta dua ratus lima puluh ribu lima ratus'],
  [1_000_000_000n, 'satu miliar'],
  [90_000_000_000_000n, 'sembilan puluh triliun'],
];

test('numbers are spelled the way a receipt spells them', () => {
  for (const [value, words] of EXAMPLES) assert.equal(numberInWords(value), words);
});

test('an amount names its rupiah and, only when there are any, its sen', () => {
  assert.equal(terbilang(15_000_000n), 'seratus lima puluh ribu rupiah');
  assert.equal(terbilang(15_000_050n), 'seratus lima puluh ribu rupiah lima puluh sen');
  assert.equal(terbilang(0n), 'nol rupiah');
  assert.equal(terbilang(-100_000n), 'minus seribu rupiah');
});

test('two different amounts are never spelled alike', () => {
  const amount = fc.bigInt({ min: 0n, max: 9_000_000_000_000_000n });
  fc.assert(fc.property(amount, amount, (a, b) => a === b || terbilang(a) !== terbilang(b)));
});

test('words that were spelled can be read back to the same number', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (value) => read(numberInWords(value)) === value),
  );
});

/** Reads words back by another path than the one that wrote them. */
function read(words: string): bigint {
  const units = 'nol satu dua tiga empat lima enam tujuh delapan sembilan'.split(' ');
  const scales: Record<string, bigint> = { ribu: 1000n, juta: 10n ** 6n, miliar: 10n ** 9n, triliun: 10n ** 12n };
  let total = 0n;
  let group = 0n;
  let last = 0n;
  for (const word of words.replace(/\bse(puluh|belas|ratus|ribu)\b/g, 'satu $1').split(' ')) {
    const scale = scales[word];
    if (scale !== undefined) {
      total += (group + last) * scale;
      group = 0n;
      last = 0n;
    } else if (word === 'puluh' || word === 'ratus') {
      group += last * (word === 'puluh' ? 10n : 100n);
      last = 0n;
    } else if (word === 'belas') {
      group += last + 10n;
      last = 0n;
    } else last = BigInt(units.indexOf(word));
  }
  return total + group + last;
}
