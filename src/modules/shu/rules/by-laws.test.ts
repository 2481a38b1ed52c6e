import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#kernel/errors';
import { BY_LAWS } from '../shu.fixture.ts';
import { type ByLaws, checkByLaws, type YearPool } from './by-laws.ts';
import { basisUnit, type MemberYear, standingOf, weightOf } from './eligible.ts';

const changed = (code: string, change: Partial<YearPool>): ByLaws => ({
  ...BY_LAWS,
  pools: BY_LAWS.pools.map((pool) => (pool.code === code ? { ...pool, ...change } : pool)),
});
const fund = (code: string, percent: string): YearPool => ({ code, name: code, percent, credits: '3.2.01' });

const REFUSED: readonly (readonly [name: string, byLaws: ByLaws, reason: string])[] = [
  ['a tree of 105 percent', changed('sosial', { percent: '10' }), 'pool_percent_sum'],
  ['parts of the members that make 90', changed('jasa_usaha', { percent: '40' }), 'pool_percent_sum'],
  [
    'a loop',
    {
      ...BY_LAWS,
      pools: [
        { ...fund('a', '100'), of: 'b' },
        { ...fund('b', '100'), of: 'a' },
      ],
    },
    'pool_loop',
  ],
  ['a pool without basis and without fund', changed('sosial', { credits: undefined }), 'pool_use_missing'],
  ['a pool that is both', changed('jasa_modal', { credits: '3.2.01' }), 'pool_use_double'],
  ['a divided pool with an account of its own', changed('anggota', { credits: '3.2.01' }), 'pool_use_double'],
  ['a basis on a divided pool', changed('anggota', { basis: { kind: 'equal' } }), 'pool_basis_on_parent'],
  ['nothing for members', { ...BY_LAWS, pools: [fund('a', '100')] }, 'pool_members_missing'],
  ['one code in both trees', { ...BY_LAWS, nonMemberPools: [fund('cadangan', '100')] }, 'pool_code_double'],
  [
    'non-member surplus for members',
    { ...BY_LAWS, nonMemberPools: [{ code: 'luar', name: 'Luar', percent: '100', basis: { kind: 'equal' } }] },
    'pool_non_member_basis',
  ],
];

test('by-laws that are sound are taken', () => {
  checkByLaws(BY_LAWS);
  checkByLaws({ ...BY_LAWS, nonMemberPools: [fund('luar', '100')] });
});

for (const [name, byLaws, reason] of REFUSED) {
  test(`${name} is refused`, () => {
    assert.throws(
      () => checkByLaws(byLaws),
      (error) => error instanceof DomainError && error.reason === reason,
    );
  });
}

const MEMBER: MemberYear = {
  memberId: 'm',
  number: 'A1',
  associate: false,
  months: 12,
  atEnd: true,
  inArrears: false,
};
const of = (member: Partial<MemberYear>, rules: Partial<ByLaws['eligibility']> = {}) =>
  standingOf({ ...MEMBER, ...member }, { ...BY_LAWS.eligibility, ...rules });

test('a member of the whole year counts for twelve months', () => {
  assert.deepEqual(of({}), { months: 12, held: false });
});

test('who joined within the year counts by months, like everybody, or not, as the by-laws say', () => {
  assert.deepEqual(of({ months: 5 }), { months: 5, held: false });
  assert.deepEqual(of({ months: 5 }, { joiners: 'full' }), { months: 12, held: false });
  assert.deepEqual(of({ months: 5 }, { joiners: 'none' }), { excluded: 'joined_in_year' });
});

test('who left within the year has nothing, or a part by months', () => {
  assert.deepEqual(of({ months: 5, atEnd: false }), { excluded: 'left' });
  assert.deepEqual(of({ months: 5, atEnd: false }, { leavers: 'pro_rata' }), { months: 5, held: false });
  assert.deepEqual(of({ months: 0, atEnd: false }, { leavers: 'pro_rata' }), { excluded: 'left' });
});

test('who left and came back counts once, by the months of both memberships', () => {
  assert.deepEqual(of({ months: 9, atEnd: true }), { months: 9, held: false });
});

test('too few months and associate members can be left out', () => {
  assert.deepEqual(of({ months: 2 }, { minMonths: 3 }), { excluded: 'too_few_months' });
  assert.deepEqual(of({ associate: true }, { associates: false }), { excluded: 'associate' });
});

test('a share of somebody behind with a loan is held when the by-laws say so', () => {
  assert.deepEqual(of({ inArrears: true }), { months: 12, held: false });
  assert.deepEqual(of({ inArrears: true }, { arrears: 'hold' }), { months: 12, held: true });
});

test('only a balance of the last day and an equal share are cut by months; an average has its time in it', () => {
  const savings = (measure: 'year_end' | 'average' | 'monthly') => ({
    kind: 'savings' as const,
    measure,
    kinds: ['mandatory' as const],
  });
  assert.equal(weightOf(savings('year_end'), 100n, 6), 600n);
  assert.equal(weightOf(savings('average'), 36_500n, 6), 36_500n);
  assert.equal(weightOf(savings('monthly'), 700n, 6), 700n);
  assert.equal(weightOf({ kind: 'equal' }, 0n, 6), 6n);
  assert.equal(weightOf(savings('average'), -5n, 6), 0n);
  assert.equal(basisUnit(savings('average'), 366), 366n);
  assert.equal(basisUnit(savings('year_end'), 366), 12n);
  assert.equal(basisUnit({ kind: 'transactions', units: [] }, 366), 100n);
});
