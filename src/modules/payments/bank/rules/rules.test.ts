import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, type BusinessDate } from '#kernel/dates';
import { ageOf, anchorOf } from './balance.ts';
import { combine } from './combining.ts';
import { gapsBetween, type KnownLine, siftLines } from './dedupe.ts';
import { findingsOf } from './findings.ts';
import { candidatesOf, certainPairs, keyOf, type Side } from './pairing.ts';
import { mayPostAlone, type PostingRule, ruleFor } from './posting-rules.ts';
import { referencesOf, wordsOf } from './words.ts';

const day = (number: number) => addDays('2026-10-01' as BusinessDate, number);
const side = (id: string, on: number, amount: number, text: string, matched = false): Side => ({
  id,
  on: day(on),
  amountSen: BigInt(amount),
  text,
  matched,
});
const pairs = (lines: Side[], entries: Side[]) =>
  certainPairs(candidatesOf(lines, entries)).map(({ line, entry }) => `${line.id}-${entry.id}`);

test('a pair is offered with its reasons in words', () => {
  const [first] = candidatesOf(
    [side('b', 2, 500, 'TRSF CR SETORAN ANI 100123')],
    [side('e', 1, 500, 'Setoran Ani bukti 100123')],
  );
  assert.deepEqual(first?.reasons, ['jumlah sama', 'tanggal beda 1 hari', 'nomor 100123 sama', 'kata sama: ANI']);
});

test('of equal amounts the words decide; without words to tell them apart nothing is certain', () => {
  const entries = [side('e1', 0, 500, 'Wajib ANI'), side('e2', 0, 500, 'Wajib BUDI')];
  assert.deepEqual(pairs([side('b', 0, 500, 'TRSF BUDI SANTOSO WAJIB')], entries), []);
  const told = [side('e1', 0, 500, 'Wajib ANI WIJAYA'), side('e2', 0, 500, 'Wajib BUDI SANTOSO')];
  assert.deepEqual(pairs([side('b', 0, 500, 'TRSF BUDI SANTOSO WAJIB')], told), ['b-e2']);
  assert.deepEqual(pairs([side('b', 0, 500, 'SETOR')], told), []);
});

test('a number that names another entry speaks against a pair, however equal the amounts', () => {
  const entries = [side('e1', 0, 500, 'Wajib 100001'), side('e2', 1, 500, 'Wajib 100002')];
  const lines = [side('b1', 0, 500, 'KREDIT 100001'), side('b2', 0, 500, 'KREDIT 100001')];
  assert.deepEqual(pairs(lines, entries), ['b1-e1']);
});

test('days apart, a pair is only certain when its number says so', () => {
  const entry = [side('e', 0, 500, 'Wajib 100001')];
  assert.deepEqual(pairs([side('b', 5, 500, 'KREDIT')], entry), []);
  assert.deepEqual(pairs([side('b', 5, 500, 'KREDIT 100001')], entry), ['b-e']);
  assert.deepEqual(candidatesOf([side('b', 40, 500, 'KREDIT 100001')], entry), []);
});

test('of movements that cannot be told apart as many are paired as the other side has', () => {
  const lines = [1, 2, 3].map((at) => side(`b${at}`, 0, 500, 'WAJIB ANI'));
  assert.equal(pairs(lines, [side('e1', 0, 500, 'Wajib Ani'), side('e2', 0, 500, 'Wajib Ani')]).length, 2);
});

test('what is matched already is not paired again, and its double is found', () => {
  const lines = [side('b1', 0, 500, 'WAJIB ANI', true), side('b2', 0, 500, 'WAJIB ANI')];
  const entries = [side('e1', 0, 500, 'Wajib Ani', true)];
  assert.deepEqual(pairs(lines, entries), []);
  assert.deepEqual(
    findingsOf(lines, entries).map(({ id, kind, otherId }) => [id, kind, otherId]),
    [['b2', 'double', 'b1']],
  );
});

test('an altered amount is found by number or words, and swapped digits are suspected', () => {
  const [bank, books] = findingsOf(
    [side('b', 0, 125_000, 'ANI WIJAYA 100001')],
    [side('e', 0, 152_000, 'Ani Wijaya 100001')],
  );
  assert.deepEqual([bank?.kind, bank?.otherId, bank?.differenceSen], ['altered', 'e', -27_000n]);
  assert.match(bank?.text ?? '', /mungkin angkanya tertukar/);
  assert.deepEqual([books?.kind, books?.otherId], ['altered', 'b']);
  const [alone] = findingsOf([side('b', 0, 125_000, 'ANI')], [side('e', 20, 152_000, 'Ani Wijaya 100001')]);
  assert.equal(alone?.kind, 'alone');
});

// Books and a bank that says the same in its own words, days later, with lines missing and doubled; numbers only sometimes.
const world = fc.record({
  entries: fc.array(
    fc.record({
      on: fc.integer({ min: 0, max: 25 }),
      amount: fc.constantFrom(5_000, 5_000, 10_000, 12_345, 99_000),
      name: fc.constantFrom('ANI WIJAYA', 'BUDI SANTOSO', 'CITRA LESTARI'),
      numbered: fc.boolean(),
      late: fc.integer({ min: 0, max: 2 }),
      fate: fc.constantFrom('kept', 'kept', 'kept', 'missing', 'doubled'),
    }),
    { maxLength: 30 },
  ),
});

test('whatever is called certain is the same money, or cannot be told from it', () => {
  fc.assert(
    fc.property(world, ({ entries: made }) => {
      const entries = made.map((one, at) =>
        side(`e${at}`, one.on, one.amount, `Setoran ${one.name} ${one.numbered ? 100_000 + at : ''}`),
      );
      const lines = made.flatMap((one, at) => {
        const line = (copy: string) =>
          side(`b${at}${copy}`, one.on + one.late, one.amount, `TRSF ${one.name} ${one.numbered ? 100_000 + at : ''}`);
        return one.fate === 'missing' ? [] : one.fate === 'doubled' ? [line('a'), line('b')] : [line('a')];
      });
      const found = certainPairs(candidatesOf(lines, entries));
      const used = found.flatMap(({ line, entry }) => [line.id, entry.id]);
      assert.equal(new Set(used).size, used.length, 'nothing is paired twice');
      for (const { line, entry } of found) {
        assert.equal(line.amountSen, entry.amountSen);
        const true_ = made[Number(/\d+/.exec(line.id)?.[0])];
        const chosen = made[Number(/\d+/.exec(entry.id)?.[0])];
        assert.equal(true_?.name, chosen?.name, `${line.text} is not ${entry.text}`);
        const numbers = [line, entry].map(({ text }) => /\d{6}/.exec(text)?.[0]);
        if (numbers[0] !== undefined && numbers[1] !== undefined) assert.equal(numbers[0], numbers[1]);
      }
    }),
    { numRuns: 300, seed: 4 },
  );
});

test('the parts of a payment are found when they add up, and not when they do not', () => {
  const whole = side('b', 2, 900, 'QRIS SETTLEMENT');
  const parts = [
    side('e1', 1, 200, 'QRIS a'),
    side('e2', 2, 300, 'QRIS b'),
    side('e3', 2, 400, 'QRIS c'),
    side('e4', 2, -900, 'x'),
  ];
  assert.deepEqual(
    combine(whole, parts)
      ?.parts.map(({ id }) => id)
      .sort(),
    ['e1', 'e2', 'e3'],
  );
  assert.equal(combine(whole, parts.slice(0, 2)), undefined);
  assert.equal(
    combine(
      whole,
      parts.map((part) => ({ ...part, matched: true })),
    ),
    undefined,
  );
  assert.deepEqual(
    combine(side('b', 0, -500, 'x'), [side('e1', 0, -200, ''), side('e2', 0, -300, '')])?.parts.length,
    2,
  );
});

const kept = (
  fingerprint: string,
  ordinal: number,
  layout = 'csv',
  balanceAfterSen: bigint | null = null,
): KnownLine => ({
  fingerprint,
  ordinal,
  layout,
  bookedOn: day(0),
  amountSen: 500n,
  balanceAfterSen,
});
const line = (fingerprint: string, balanceAfterSen: bigint | null = null) => ({
  fingerprint,
  bookedOn: day(0),
  amountSen: 500n,
  balanceAfterSen,
});

test('a line of an earlier upload is passed over, a further equal one is new', () => {
  const sifted = siftLines([line('a'), line('a'), line('b')], [kept('a', 1)], 'csv');
  assert.deepEqual([sifted.known, sifted.alike], [1, 0]);
  assert.deepEqual(
    sifted.fresh.map(({ fingerprint, ordinal }) => [fingerprint, ordinal]),
    [
      ['a', 2],
      ['b', 1],
    ],
  );
});

test('a file of another layout is compared by date, amount and balance, each kept line standing for one', () => {
  const sifted = siftLines([line('x'), line('y')], [kept('a', 1, 'mt940')], 'csv');
  assert.deepEqual([sifted.alike, sifted.fresh.length], [1, 1]);
  assert.equal(siftLines([line('x', 700n)], [kept('a', 1, 'mt940', 800n)], 'csv').fresh.length, 1);
  assert.equal(siftLines([line('x')], [kept('a', 1, 'csv')], 'csv').fresh.length, 1);
});

test('a file taken in twice brings nothing new, in whatever pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 20 }), fc.nat(20), (prints, cut) => {
      const first = siftLines(
        prints.slice(0, cut).map((print) => line(print)),
        [],
        'csv',
      ).fresh;
      const held = first.map((one) => ({ ...one, layout: 'csv' }));
      const again = siftLines(
        prints.map((print) => line(print)),
        held,
        'csv',
      );
      assert.equal(first.length + again.fresh.length, prints.length);
    }),
  );
});

const span = (id: string, from: number, to: number, openingSen: bigint | null, closingSen: bigint | null) => ({
  id,
  fromOn: day(from),
  toOn: day(to),
  openingSen,
  closingSen,
});

test('a gap is where a statement does not begin with what the one before ended with', () => {
  const spans = [span('c', 20, 25, 700n, 800n), span('a', 0, 9, 100n, 500n), span('b', 10, 15, 500n, 600n)];
  assert.deepEqual(
    gapsBetween(spans).map(({ afterId, beforeId, differenceSen }) => [afterId, beforeId, differenceSen]),
    [['b', 'c', 100n]],
  );
  assert.deepEqual(
    gapsBetween([span('a', 0, 9, 100n, 500n), span('b', 5, 15, 9n, 600n), span('c', 16, 20, null, null)]),
    [],
  );
});

test('the bank’s balance of a day is reached from the nearest stated one', () => {
  const spans = [span('a', 0, 9, 100n, 500n), span('b', 10, 15, 500n, 600n)];
  assert.deepEqual(anchorOf(spans, day(12)), { balanceSen: 500n, from: day(10), before: day(12), sign: 1n });
  assert.deepEqual(anchorOf(spans, day(31)), { balanceSen: 600n, from: day(16), before: day(31), sign: 1n });
  assert.deepEqual(anchorOf([span('a', 5, 9, 100n, null)], day(7)), {
    balanceSen: 100n,
    from: day(5),
    before: day(7),
    sign: 1n,
  });
  assert.deepEqual(anchorOf([span('a', 5, 9, 100n, null)], day(2)), {
    balanceSen: 100n,
    from: day(2),
    before: day(5),
    sign: -1n,
  });
  assert.equal(anchorOf([span('a', 5, 9, null, null)], day(7)), undefined);
  assert.deepEqual([0, 7, 8, 30, 31].map(ageOf), ['0-7', '0-7', '8-30', '8-30', '30+']);
});

const RULE: PostingRule = {
  id: 'r',
  name: 'Biaya administrasi',
  contains: 'biaya adm',
  direction: 'out',
  amountFromSen: null,
  amountToSen: 3_000_000n,
  chartCode: '6.1.05',
  description: 'Biaya administrasi bank',
  automatic: true,
};

test('a rule is met by words, direction and amount together', () => {
  const met = (text: string, amountSen: bigint) => ruleFor([RULE], { text, amountSen })?.id;
  assert.equal(met('BIAYA  ADM OKT', -3_000_000n), 'r');
  assert.equal(met('BIAYA ADM OKT', 3_000_000n), undefined);
  assert.equal(met('BIAYA ADM OKT', -3_000_001n), undefined);
  assert.equal(met('BUNGA', -100n), undefined);
  assert.equal(ruleFor([{ ...RULE, contains: null, amountFromSen: 500n }], { text: 'x', amountSen: -499n }), undefined);
});

test('nothing is booked without a person above the limit, and nothing at all with a limit of nought', () => {
  assert.equal(mayPostAlone(RULE, -100n, 0n), false);
  assert.equal(mayPostAlone(RULE, -100n, 100n), true);
  assert.equal(mayPostAlone(RULE, -101n, 100n), false);
  assert.equal(mayPostAlone({ ...RULE, automatic: false }, -100n, 100n), false);
});

test('words and numbers that say nothing are left out', () => {
  assert.deepEqual([...wordsOf('TRSF E-BANKING CR 0101/FTSCY/WS95031 setoran pokok Ani')], ['POKOK', 'ANI']);
  assert.deepEqual([...referencesOf('BAYAR 150000 000123456 AB12 15000000 X99881', 15_000_000n)], ['123456', 'X99881']);
  assert.equal(keyOf(side('a', 0, 5, ' a  B')), keyOf(side('b', 0, 5, 'A b')));
});
