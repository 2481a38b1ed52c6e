import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDecimal, rupiah, sumSen } from '#kernel/money';
import { asksTotal, fillTemplate, overfullSides, shareOf, type TemplatePart } from './template.ts';

const part = (side: 'debit' | 'credit', changes: Partial<TemplatePart> = {}): TemplatePart => ({
  account: '6.1.05',
  side,
  ...changes,
});

test('fixed amounts are taken over, open ones wait for the typist, and each keeps its side', () => {
  const filled = fillTemplate([part('debit', { amount: '250000', note: 'Listrik' }), part('credit')], null);
  assert.deepEqual(filled, [
    { account: '6.1.05', debit: '250000.00', credit: '', note: 'Listrik', open: null },
    { account: '6.1.05', debit: '', credit: '', note: '', open: 'credit' },
  ]);
});

test('percentages of one total are shared to the last sen; without a total they stay open', () => {
  const lines = [
    part('debit', { percent: '33.3333' }),
    part('debit', { percent: '33.3333' }),
    part('debit', { percent: '33.3334' }),
    part('credit', { percent: '100' }),
  ];
  assert.equal(asksTotal(lines), true);
  const filled = fillTemplate(lines, rupiah(100));
  assert.deepEqual(
    filled.map(({ debit, credit }) => debit || credit),
    ['33.33', '33.33', '33.34', '100.00'],
  );
  assert.deepEqual(
    fillTemplate(lines, null).map(({ open }) => open),
    ['debit', 'debit', 'debit', 'credit'],
  );
});

test('a side of more than a hundred percent is told', () => {
  assert.deepEqual(overfullSides([part('debit', { percent: '60' }), part('debit', { percent: '45' })]), ['debit']);
  assert.deepEqual(overfullSides([part('debit', { percent: '60' }), part('credit', { percent: '45' })]), []);
});

test('whatever the shares, a side of a hundred percent is the total and never more', () => {
  const shares = fc.array(fc.integer({ min: 1, max: 400_000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(shares, fc.bigInt(1n, 10n ** 13n), (weights, total) => {
      const left = 1_000_000 - weights.reduce((sum, weight) => sum + weight, 0);
      fc.pre(left > 0);
      const all = [...weights, left].map(
        (ppm) => `${Math.floor(ppm / 10_000)}.${String(ppm % 10_000).padStart(4, '0')}`,
      );
      assert.equal(sumSen(all.map(shareOf)), 1_000_000n);
      const filled = fillTemplate(
        all.map((percent) => part('debit', { percent })),
        total,
      );
      assert.equal(sumSen(filled.map(({ debit }) => (debit === '' ? 0n : parseDecimal(debit)))), total);
    }),
  );
});
