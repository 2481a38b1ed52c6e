import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DomainError } from '#kernel/errors';
import { parseDecimal, rupiah, sumSen } from '#kernel/money';
import { BY_LAWS } from '../shu.fixture.ts';
import { type ByLaws, checkByLaws, type YearPool } from './by-laws.ts';
import { divideSurplus, fundsSen, taxOn } from './divide.ts';

const percent = (micros: number) => `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;

/** A random tree: up to three levels, funds and members' pools, the parts of each parent make 100. */
const tree = fc
  .record({
    cuts: fc.array(fc.integer({ min: 1, max: 30_000_000 }), { minLength: 1, maxLength: 3 }),
    inner: fc.array(fc.integer({ min: 0, max: 50_000_000 }), { minLength: 1, maxLength: 2 }),
    deep: fc.integer({ min: 0, max: 100_000_000 }),
    step: fc.constantFrom('0.01', '1.00', '100.00'),
    method: fc.constantFrom('largest_remainder' as const, 'floor_to_reserve' as const),
    whenZero: fc.constantFrom('equal' as const, 'reserve' as const),
    apart: fc.boolean(),
  })
  .map(({ cuts, inner, deep, step, method, whenZero, apart }): ByLaws => {
    const rest = (parts: readonly number[]) => 100_000_000 - parts.reduce((sum, part) => sum + part, 0);
    const fund = (code: string, part: number, of?: string): YearPool => ({
      code,
      name: `Dana ${code}`,
      percent: percent(part),
      credits: '3.2.01',
      ...(of === undefined ? {} : { of }),
    });
    const savings = { kind: 'savings' as const, measure: 'average' as const, kinds: ['mandatory' as const] };
    return {
      ...BY_LAWS,
      pools: [
        ...cuts.map((part, index) => fund(`dana${index}`, part)),
        { code: 'anggota', name: 'Anggota', percent: percent(rest(cuts)) },
        ...inner.map((part, index) => fund(`dalam${index}`, part, 'anggota')),
        { code: 'hak', name: 'Hak', percent: percent(rest(inner)), of: 'anggota' },
        { code: 'modal', name: 'Modal', percent: percent(deep), of: 'hak', basis: savings, whenZero },
        {
          code: 'rata',
          name: 'Rata',
          percent: percent(100_000_000 - deep),
          of: 'hak',
          basis: { kind: 'equal' },
          whenZero,
        },
      ],
      nonMemberPools: apart ? [fund('luar1', 60_000_000), fund('luar2', 40_000_000)] : [],
      rounding: { step, method },
    };
  });

test('whatever the tree, the method and the members, pools, shares and the rest are the surplus', () => {
  const asked = fc.record({
    byLaws: tree,
    surplusSen: fc.bigInt({ min: 1n, max: 10n ** 15n }),
    nonMemberSen: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 15n }),
    members: fc.array(fc.record({ weight: fc.bigInt({ min: 0n, max: 10n ** 14n }), months: fc.nat(12) }), {
      maxLength: 40,
    }),
  });
  fc.assert(
    fc.property(asked, ({ byLaws, surplusSen, nonMemberSen, members }) => {
      checkByLaws(byLaws);
      const measured = members.map(({ weight, months }) => ({ weights: [weight, BigInt(months)], months }));
      let divided: ReturnType<typeof divideSurplus>;
      try {
        divided = divideSurplus({ byLaws, surplusSen, nonMemberSen, members: measured });
      } catch (error) {
        // Equal shares among people without a month of membership.
        assert.ok(error instanceof DomainError && error.reason === 'basis_zero');
        return;
      }
      const sharesSen = sumSen(divided.shares.flat());
      assert.equal(sharesSen, divided.membersSen);
      assert.equal(fundsSen(divided.pools) + sharesSen + divided.restSen, surplusSen);
      const step = parseDecimal(byLaws.rounding.step);
      assert.ok(divided.shares.flat().every((share) => share >= 0n && share % step === 0n));
      divided.pools
        .filter(({ weight }) => weight !== null)
        .forEach(({ amountSen, restSen }, place) => {
          assert.equal(sumSen(divided.shares.map((share) => share[place] ?? 0n)) + restSen, amountSen);
        });
    }),
    { numRuns: 400 },
  );
});

test('more of a basis is never a smaller share', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(weights, fc.bigInt({ min: 1n, max: 10n ** 12n }), (own, surplusSen) => {
      fc.pre(own.some((weight) => weight > 0n));
      const members = own.map((weight) => ({ weights: [weight, weight], months: 12 }));
      const { shares } = divideSurplus({ byLaws: BY_LAWS, surplusSen, nonMemberSen: 0n, members });
      own.forEach((weight, one) => {
        own.forEach((other, two) => {
          if (weight > other) assert.ok((shares[one]?.[0] ?? 0n) >= (shares[two]?.[0] ?? 0n));
        });
      });
    }),
  );
});

test('surplus from non-members goes to its own funds and never to a member', () => {
  const byLaws: ByLaws = {
    ...BY_LAWS,
    nonMemberPools: [{ code: 'luar', name: 'Cadangan dari bukan anggota', percent: '100', credits: '3.2.01' }],
  };
  const members = [{ weights: [1n, 1n], months: 12 }];
  const divided = divideSurplus({ byLaws, surplusSen: rupiah(100), nonMemberSen: rupiah(40), members });
  assert.equal(divided.pools.at(-1)?.amountSen, rupiah(40));
  assert.equal(divided.membersSen, rupiah(30));
  const all = divideSurplus({ byLaws, surplusSen: rupiah(100), nonMemberSen: rupiah(900), members });
  assert.equal(all.membersSen, 0n);
});

test('a pool nobody has a basis for is refused by its name, or falls back as the by-laws say', () => {
  const members = [
    { weights: [5n, 0n], months: 12 },
    { weights: [5n, 0n], months: 6 },
  ];
  const asked = { surplusSen: rupiah(120), nonMemberSen: 0n, members };
  assert.throws(
    () => divideSurplus({ ...asked, byLaws: BY_LAWS }),
    (error) => error instanceof DomainError && error.reason === 'basis_zero' && error.pesan.includes('"Jasa usaha"'),
  );
  const fall = (whenZero: 'equal' | 'reserve') => ({
    ...BY_LAWS,
    pools: BY_LAWS.pools.map((pool) => (pool.code === 'jasa_usaha' ? { ...pool, whenZero } : pool)),
  });
  const equal = divideSurplus({ ...asked, byLaws: fall('equal') });
  assert.deepEqual(
    equal.shares.map(([, share]) => share),
    [rupiah(20), rupiah(10)],
  );
  const kept = divideSurplus({ ...asked, byLaws: fall('reserve') });
  assert.equal(kept.restSen, rupiah(30));
  assert.equal(kept.pools.find(({ code }) => code === 'jasa_usaha')?.fallback, 'reserve');
});

test('a loss or nothing is never divided', () => {
  for (const surplusSen of [0n, -5n]) {
    assert.throws(
      () => divideSurplus({ byLaws: BY_LAWS, surplusSen, nonMemberSen: 0n, members: [] }),
      (error) => error instanceof DomainError && error.reason === 'surplus_not_positive',
    );
  }
});

test('tax is a percent of the share in whole rupiah, cut down; at 0 percent nothing', () => {
  assert.equal(taxOn(rupiah(1_234_567), '0'), 0n);
  assert.equal(taxOn(rupiah(1_234_567), '10'), rupiah(123_456));
  assert.equal(taxOn(rupiah(1000), '2.5'), rupiah(25));
});
