import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rupiah } from '#kernel/money';
import { Penalty } from '../terms.ts';
import { type AgreementFacts, agreementArticles, purposeWords } from './agreement.ts';

const facts: AgreementFacts = {
  contract: 'interest',
  terms: {
    penalty: Penalty.parse({ kind: 'percent_per_day', percent: '0.1', graceDays: 3, capPercent: '50' }),
    settlement: { interest: 'current_period', extraPeriods: 1 },
    paymentOrder: ['penalty', 'interest', 'principal'],
    excess: 'savings',
    profitSharePercent: undefined,
  },
  principalSen: rupiah(5_000_000),
  tenor: 10,
  firstDue: '20 Desember 2026',
  purpose: 'modal usaha',
  hasCollateral: true,
  hasGuarantors: false,
  standingOrder: true,
};
const wordsOf = (of: AgreementFacts) =>
  agreementArticles(of)
    .flatMap(({ clauses }) => clauses)
    .join(' ');

test('an agreement says what is given, how it is paid back, the late charge with its grace and cap, and the way out', () => {
  const words = wordsOf(facts);
  for (const part of [
    'sebesar Rp 5.000.000',
    'untuk modal usaha',
    '10 angsuran menurut jadwal dalam perjanjian ini, mulai 20 Desember 2026',
    'denda, lalu jasa, lalu pokok',
    '0,1 persen sehari dari angsuran yang belum dibayar sesudah 3 hari kelonggaran. Paling banyak 50 persen',
    'jasa angsuran yang berjalan, ditambah jasa 1 angsuran berikutnya',
    'kuasa kepada koperasi',
    'Agunan yang disebut',
  ]) {
    assert.ok(words.includes(part), part);
  }
});

test('a sharia agreement speaks of its own price, and its late charge never becomes income', () => {
  const sale = wordsOf({ ...facts, contract: 'murabahah' });
  assert.match(sale, /harga pokok ditambah margin/);
  assert.match(sale, /dana kebajikan dan tidak menjadi pendapatan/);
  const share = wordsOf({ ...facts, contract: 'mudharabah', terms: { ...facts.terms, profitSharePercent: '40' } });
  assert.match(share, /bagian koperasi 40 persen/);
  assert.match(wordsOf({ ...facts, contract: 'qardh' }), /pokoknya saja, tanpa tambahan/);
});

test('a code of a purpose becomes words, a note stays as it was written', () => {
  assert.deepEqual(['business', 'Beli sapi perah', 'other'].map(purposeWords), ['modal usaha', 'Beli sapi perah', '']);
});
