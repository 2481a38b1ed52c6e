import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poolRows, rulesOf, USUAL_RULES } from './rules-form.ts';

/** The form as a browser would send it back. */
function sent(change: Record<string, string> = {}): Record<string, string> {
  const rows = poolRows(USUAL_RULES).flatMap((row, place) =>
    Object.entries(row).map(([name, value]) => [`${name}${place}`, value]),
  );
  const { eligibility, rounding, tax, unclaimed } = USUAL_RULES;
  return {
    ...Object.fromEntries(rows),
    nonMembers: '',
    joiners: eligibility.joiners,
    leavers: eligibility.leavers,
    minMonths: String(eligibility.minMonths),
    arrears: eligibility.arrears,
    associates: 'yes',
    step: rounding.step,
    method: rounding.method,
    taxPercent: tax.percent,
    taxBasis: tax.legalBasis,
    unclaimedYears: String(unclaimed.years),
    unclaimedTo: unclaimed.to,
    ...change,
  };
}

test('a form that is sent back unchanged is the same rules', () => {
  assert.deepEqual(rulesOf(sent(), USUAL_RULES), USUAL_RULES);
});

test('a new row becomes a pool, a comma in a percent is read, an empty row is left out', () => {
  const added = { code8: 'pembangunan', name8: 'Dana pembangunan', percent8: '2,5', use8: 'fund:2.1.15' };
  const { pools } = rulesOf(sent(added), USUAL_RULES) as { pools: unknown[] };
  assert.equal(pools.length, 9);
  assert.deepEqual(pools.at(-1), {
    code: 'pembangunan',
    name: 'Dana pembangunan',
    percent: '2.5',
    credits: '2.1.15',
  });
});

test('surplus of non-members goes to one fund, or stays as the by-laws have it', () => {
  const to = (nonMembers: string) =>
    (rulesOf(sent({ nonMembers }), USUAL_RULES) as { nonMemberPools: unknown[] }).nonMemberPools;
  assert.deepEqual(to('3.2.01'), [
    { code: 'bukan_anggota', name: 'SHU dari bukan anggota', percent: '100', credits: '3.2.01' },
  ]);
  assert.deepEqual(to('keep'), []);
});

test('a basis that the form cannot tell apart stays as it was written', () => {
  const units = [{ unit: 'loan_interest' as const, weightPercent: 5 }];
  const current = {
    ...USUAL_RULES,
    pools: USUAL_RULES.pools.map((pool) =>
      pool.code === 'jasa_usaha' ? { ...pool, basis: { kind: 'transactions' as const, units } } : pool,
    ),
  };
  const { pools } = rulesOf(sent(), current) as { pools: { code: string; basis: unknown }[] };
  assert.deepEqual(pools.find(({ code }) => code === 'jasa_usaha')?.basis, { kind: 'transactions', units });
});
