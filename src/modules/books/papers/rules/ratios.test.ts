import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type RatioInput, type RatioInputs, ratiosOf } from './ratios.ts';

const input = (label: string, sen: bigint): RatioInput => ({ label, sen, codes: ['1.1.01'], basis: 'balance' });

function inputs(given: Partial<Record<keyof RatioInputs, bigint | null>> = {}): RatioInputs {
  const of = (key: keyof RatioInputs, usual: bigint) => input(key, given[key] ?? usual);
  const portfolio = (key: 'badLoans' | 'runningLoans', usual: bigint) => (given[key] === null ? null : of(key, usual));
  return {
    cash: of('cash', 100n),
    currentAssets: of('currentAssets', 900n),
    assets: of('assets', 1_000n),
    currentLiabilities: of('currentLiabilities', 600n),
    liabilities: of('liabilities', 700n),
    equity: of('equity', 300n),
    ownCapital: of('ownCapital', 250n),
    surplus: of('surplus', 20n),
    operatingCost: of('operatingCost', 80n),
    operatingIncome: of('operatingIncome', 100n),
    loans: of('loans', 750n),
    deposits: of('deposits', 500n),
    badLoans: portfolio('badLoans', 15n),
    runningLoans: portfolio('runningLoans', 750n),
  };
}

const figureAt = (key: string, given: RatioInputs) => ratiosOf(given).find((ratio) => ratio.key === key)?.value;

describe('ratios', () => {
  test('divide what the formula says, in hundredths of a percent, rounded half up', () => {
    const told = Object.fromEntries(ratiosOf(inputs()).map(({ key, value }) => [key, value]));
    assert.deepEqual(told, {
      likuiditas: 15_000n,
      kas: 1_667n,
      solvabilitas: 14_286n,
      rentabilitas: 800n,
      roa: 200n,
      roe: 667n,
      bopo: 8_000n,
      ldr: 15_000n,
      modal_aset: 2_500n,
      npl: 200n,
    });
  });

  test('say in words what is divided by what', () => {
    const [first] = ratiosOf({
      ...inputs(),
      currentAssets: input('Aset lancar', 1n),
      currentLiabilities: input('Kewajiban', 2n),
    });
    assert.equal(first?.formula, 'Aset lancar dibagi kewajiban');
  });

  test('cannot be told over nothing or over less than nothing, and say why: a cooperative without debt is not illiquid', () => {
    const none = ratiosOf(inputs({ currentLiabilities: 0n, equity: -5n }));
    const by = (key: string) => none.find((ratio) => ratio.key === key);
    assert.deepEqual([by('likuiditas')?.value, by('likuiditas')?.reason], [null, 'currentLiabilities nol']);
    assert.deepEqual([by('roe')?.value, by('roe')?.reason], [null, 'equity di bawah nol']);
  });

  test('of bad loans cannot be told while no day of lending was closed', () => {
    const npl = ratiosOf(inputs({ badLoans: null, runningLoans: null })).find(({ key }) => key === 'npl');
    assert.equal(npl?.value, null);
    assert.match(npl?.reason ?? '', /jalankan tutup hari/);
  });

  test('a loss gives a ratio below zero', () => {
    assert.equal(figureAt('roa', inputs({ surplus: -55n })), -550n);
  });

  test('any ratio is within half a hundredth of a percent of the exact one', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.bigInt(1n, 10n ** 15n), (surplus, assets) => {
        const value = figureAt('roa', inputs({ surplus, assets })) ?? 0n;
        const off = 2n * (value * assets - surplus * 10_000n);
        assert.ok(off <= assets && off >= -assets);
      }),
    );
  });
});
