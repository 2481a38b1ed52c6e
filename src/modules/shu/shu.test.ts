import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { DomainError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import { formatDecimal, parseDecimal, sumSen } from '#kernel/money';
import { answerShu, ShuRequest } from './index.ts';

const FILE = new URL('../../../../shared/data/shu.json', import.meta.url);
const SHA256 = 'a049b09073553b79baa1e0710ad49a5d7c986abb8e0bd0bdde44f9271e6f734c';
const options = { skip: existsSync(FILE) ? false : 'skipped: ../shared/data is not beside this repository' };

const answer = (request: unknown) => answerShu(parseInput(ShuRequest, request));
const rupiah = (amount: number) => `${amount}.00`;

type Case = { id: string; inputs: Record<string, number>; expected: Record<string, number> };

test('every published surplus is shared as printed', options, async (t) => {
  const bytes = readFileSync(FILE);
  assert.equal(createHash('sha256').update(bytes).digest('hex'), SHA256);
  const { cases } = JSON.parse(bytes.toString('utf8')) as { cases: Case[] };
  for (const { id, inputs, expected } of cases.filter((one) => 'pctJasaModal' in one.inputs)) {
    await t.test(id, () => {
      const capital = inputs['pctJasaModal'] ?? 0;
      const patronage = inputs['pctJasaUsaha'] ?? 0;
      const savings = (inputs['simpananPokok'] ?? 0) + (inputs['simpananWajib'] ?? 0);
      const transactions = inputs['transaksiAnggota'] ?? 0;
      const result = answer({
        surplus: rupiah(inputs['shu'] ?? 0),
        pools: [
          { code: 'jasa_modal', percent: String(capital), basis: 'savings' },
          { code: 'jasa_usaha', percent: String(patronage), basis: 'transactions' },
          { code: 'lainnya', percent: String(100 - capital - patronage) },
        ],
        members: [
          { id: '1', savings: rupiah(savings), transactions: rupiah(transactions) },
          {
            id: '2',
            savings: rupiah((inputs['totalSimpanan'] ?? 0) - savings),
            transactions: rupiah((inputs['totalTransaksi'] ?? 0) - transactions),
          },
        ],
        rounding: { step: '1.00', method: 'floor_to_reserve' },
      });
      const [member] = result.members;
      assert.equal(member?.bySavings, rupiah(expected['jasaModal'] ?? -1));
      assert.equal(member?.byTransactions, rupiah(expected['jasaUsaha'] ?? -1));
      assert.equal(member?.total, rupiah(expected['total'] ?? -1));
    });
  }
});

test('a pool that is divided once more gives its parts of its own amount', () => {
  const { pools } = answer({
    surplus: '40000000.00',
    pools: [
      { code: 'cadangan', percent: '30' },
      { code: 'anggota', percent: 40 },
      { code: 'jasa_modal', percent: '40', of: 'anggota', basis: 'equal' },
      { code: 'jasa_usaha', percent: '60', of: 'anggota' },
      { code: 'pengurus', percent: '30' },
    ],
    members: [{ id: 'a' }],
  });
  assert.deepEqual(
    pools.map(({ amount }) => amount),
    ['12000000.00', '16000000.00', '6400000.00', '9600000.00', '12000000.00'],
  );
});

test('a million among three equals gives the odd rupiah to the lowest number', () => {
  const { members, residual } = answer({
    surplus: '1000000.00',
    pools: [{ code: 'anggota', percent: '100', basis: 'savings' }],
    members: ['10', '9', '11'].map((id) => ({ id, savings: '1.00' })),
  });
  assert.deepEqual(
    members.map(({ id, total }) => [id, total]),
    [
      ['10', '333333.00'],
      ['9', '333334.00'],
      ['11', '333333.00'],
    ],
  );
  assert.equal(residual, '0.00');
});

test('sen below the step are never shared and never lost', () => {
  const { members, residual } = answer({
    surplus: '100.55',
    pools: [{ code: 'anggota', percent: '100', basis: 'equal' }],
    members: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
  });
  assert.deepEqual(
    members.map(({ total }) => total),
    ['34.00', '33.00', '33.00'],
  );
  assert.equal(residual, '0.55');
});

test('whatever the tree and the members, funds, shares and the rest are the surplus', () => {
  const request = fc.record({
    surplus: fc.bigInt({ min: 1n, max: 10n ** 15n }),
    cuts: fc.array(fc.integer({ min: 1, max: 40_000_000 }), { minLength: 1, maxLength: 4 }),
    inner: fc.integer({ min: 0, max: 100_000_000 }),
    members: fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 12n })), {
      minLength: 1,
      maxLength: 40,
    }),
    step: fc.constantFrom('0.01', '1.00', '100.00'),
    method: fc.constantFrom('largest_remainder', 'floor_to_reserve'),
  });
  fc.assert(
    fc.property(request, ({ surplus, cuts, inner, members, step, method }) => {
      const percent = (micros: number) => `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
      const used = cuts.reduce((sum, cut) => sum + cut, 0);
      fc.pre(used < 100_000_000);
      const pools = [
        ...cuts.map((cut, index) => ({ code: `dana${index}`, percent: percent(cut) })),
        { code: 'anggota', percent: percent(100_000_000 - used) },
        { code: 'modal', percent: percent(inner), of: 'anggota', basis: 'savings' },
        { code: 'usaha', percent: percent(100_000_000 - inner), of: 'anggota', basis: 'transactions' },
      ];
      const result = answer({
        surplus: formatDecimal(surplus),
        pools,
        members: members.map(([savings, transactions], index) => ({
          id: String(index),
          savings: formatDecimal(savings + 1n),
          transactions: formatDecimal(transactions + 1n),
        })),
        rounding: { step, method },
      });
      const funds = result.pools
        .filter(({ code }) => code.startsWith('dana'))
        .map(({ amount }) => parseDecimal(amount));
      const shares = result.members.map(({ total }) => parseDecimal(total));
      assert.equal(sumSen([...funds, ...shares, parseDecimal(result.residual)]), surplus);
      const unit = parseDecimal(step);
      assert.ok(shares.every((share) => share % unit === 0n));
      if (method === 'largest_remainder') {
        assert.equal(parseDecimal(result.residual), surplus % unit);
      }
    }),
    { numRuns: 500 },
  );
});

const MEMBERS = [{ id: 'a', savings: '1.00', transactions: '0.00' }];
const tree = (...pools: object[]) => ({ surplus: '100.00', pools, members: MEMBERS });
const REFUSED: readonly (readonly [name: string, request: object, reason: string])[] = [
  ['a tree of 105 percent', tree({ code: 'a', percent: '40' }, { code: 'b', percent: '65' }), 'pool_percent_sum'],
  [
    'parts of a pool that make 99',
    tree({ code: 'a', percent: '100' }, { code: 'b', percent: '99', of: 'a' }),
    'pool_percent_sum',
  ],
  ['a loop', tree({ code: 'a', percent: '100', of: 'b' }, { code: 'b', percent: '100', of: 'a' }), 'pool_loop'],
  ['a pool of itself', tree({ code: 'a', percent: '100', of: 'a' }), 'pool_loop'],
  ['a parent that is not there', tree({ code: 'a', percent: '100', of: 'x' }), 'pool_parent_unknown'],
  ['a code used twice', tree({ code: 'a', percent: '50' }, { code: 'a', percent: '50' }), 'pool_code_double'],
  [
    'a basis on a pool with parts',
    tree({ code: 'a', percent: '100', basis: 'savings' }, { code: 'b', percent: '100', of: 'a' }),
    'pool_basis_on_parent',
  ],
  ['no pools', tree(), 'pool_missing'],
  ['zero transactions', tree({ code: 'a', percent: '100', basis: 'transactions' }), 'basis_zero'],
  [
    'no members for a pool of members',
    { ...tree({ code: 'a', percent: '100', basis: 'equal' }), members: [] },
    'basis_zero',
  ],
  ['a loss', { ...tree({ code: 'a', percent: '100' }), surplus: '-5.00' }, 'surplus_not_positive'],
  ['a surplus of nothing', { ...tree({ code: 'a', percent: '100' }), surplus: '0' }, 'surplus_not_positive'],
  [
    'a member who is written twice',
    { ...tree({ code: 'a', percent: '100' }), members: [...MEMBERS, ...MEMBERS] },
    'member_double',
  ],
];

for (const [name, request, reason] of REFUSED) {
  test(`${name} is refused`, () => {
    assert.throws(
      () => answer(request),
      (error) => error instanceof DomainError && error.reason === reason,
    );
  });
}
