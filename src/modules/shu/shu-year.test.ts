import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { bookYears } from '#books';
import { formatDecimal, sumSen } from '#kernel/money';
import { checkBooks } from '#ledger';
import { read, step, testWorld } from '../../../test/support/world.ts';
import { agree, balances, byTwo, heldOf } from '../books/closing/closing.fixture.ts';
import { approveShu } from './commands/approve.ts';
import { setByLaws } from './commands/by-laws.ts';
import { calculateShu } from './commands/calculate.ts';
import { coverLoss } from './commands/cover-loss.ts';
import { setFinalRights } from './commands/final-rights.ts';
import type { ByLaws } from './rules/by-laws.ts';
import { BY_LAWS, close2026, resolve, type ShuWorld, setRules, WITHOUT_LOANS, yearOfSavings } from './shu.fixture.ts';
import { latestCalculation } from './store/calculations.ts';
import { readShares } from './store/shares.ts';

const world = await testWorld({ today: '2026-01-05' });

/** The shares of 2026 by member number. */
async function sharesOf({ context }: ShuWorld): Promise<Record<string, { shares: string[]; months: number }>> {
  const rows = await read(context, async (scope) => {
    const calculation = await latestCalculation(scope, 2026);
    return calculation ? readShares(scope, calculation.id, { limit: 100 }) : [];
  });
  return Object.fromEntries(
    rows.map(({ number, shares, months }) => [number, { shares: shares.map(formatDecimal), months }]),
  );
}

async function calculated(saved: readonly number[], rules: ByLaws = WITHOUT_LOANS) {
  const made = await yearOfSavings(world, saved);
  await close2026(made.context);
  await setRules(made.maker, rules);
  const { result } = await calculateShu(made.maker, { year: 2026 });
  return { ...made, result };
}

test('a closed year is calculated for every member, and the shares are the pools to the rupiah', async () => {
  const made = await calculated([100_000, 100_000, 100_000]);
  assert.deepEqual(
    { ...made.result, id: '' },
    { id: '', year: 2026, version: 1, members: 3, membersTotal: '500000.00', rest: '0.00' },
  );
  assert.deepEqual(await sharesOf(made), {
    A00001: { shares: ['83334.00', '83334.00'], months: 12 },
    A00002: { shares: ['83333.00', '83333.00'], months: 12 },
    A00003: { shares: ['83333.00', '83333.00'], months: 12 },
  });
});

test('an approved surplus is owed to members, credited to reserves and funds, and its year is locked', async () => {
  const made = await calculated([100_000, 300_000]);
  await resolve(made.context, '1/RAT/2027');
  const approval = { calculationId: made.result.id, resolutionNumber: '1/RAT/2027' };
  const { result } = await approveShu(made.checker, approval);
  assert.equal(result.year, 2026);
  const after = await balances(made.context, { before: '2027-02-01' });
  assert.equal(after['3.3.01'], undefined);
  assert.equal(after['3.2.01'], -40_000_000n);
  assert.equal(after['2.1.10'], -50_000_000n);
  assert.equal(after['2.1.11'], -5_000_000n);
  assert.equal(after['2.1.12'], -5_000_000n);
  const [year] = await read(made.context, bookYears);
  assert.equal(year?.state, 'approved');
  assert.ok(year?.months.every(({ status }) => status === 'locked'));
  await assert.rejects(calculateShu(made.maker, { year: 2026 }), { reason: 'shu_approved', pesan: /1\/RAT\/2027/ });
  await assert.rejects(approveShu(made.checker, approval), { reason: 'shu_approved' });
  assert.equal((await read(made.context, checkBooks)).firstBad, null);
});

test('of two who approve at once one is told that it is approved', async () => {
  const made = await calculated([100_000]);
  await resolve(made.context, '1/RAT/2027');
  const approval = { calculationId: made.result.id, resolutionNumber: '1/RAT/2027' };
  const both = await Promise.allSettled([approveShu(made.checker, approval), approveShu(made.checker, approval)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const refused = both.find((one) => one.status === 'rejected');
  assert.equal((refused as PromiseRejectedResult).reason.reason, 'shu_approved');
  assert.equal((await balances(made.context, { before: '2027-02-01' }))['2.1.10'], -50_000_000n);
});

test('who calculated does not approve, nor who set a right by hand, nor anybody without a resolution of that year', async () => {
  const made = await calculated([100_000, 100_000]);
  const approval = { calculationId: made.result.id, resolutionNumber: '1/RAT/2027' };
  await assert.rejects(approveShu(made.maker, approval), { reason: 'maker_cannot_check' });
  await assert.rejects(approveShu(made.checker, approval), { reason: 'resolution_unknown' });
  await setFinalRights(made.checker, {
    year: 2026,
    rights: [
      { memberNumber: 'A00001', amount: '250001.00' },
      { memberNumber: 'A00002', amount: '249999.00' },
    ],
    reason: 'Keputusan rapat pengurus',
  });
  await resolve(made.context, '1/RAT/2027');
  await assert.rejects(approveShu(made.checker, approval), { reason: 'maker_cannot_check' });
});

test('only the youngest calculation can be approved', async () => {
  const made = await calculated([100_000]);
  const { result } = await calculateShu(made.maker, { year: 2026 });
  assert.equal(result.version, 2);
  await resolve(made.context, '1/RAT/2027');
  const old = { calculationId: made.result.id, resolutionNumber: '1/RAT/2027' };
  await assert.rejects(approveShu(made.checker, old), { reason: 'calculation_outdated' });
  await approveShu(made.checker, { ...old, calculationId: result.id });
});

test('an approval waits until the surplus stands where it is divided from', async () => {
  const made = await calculated([100_000]);
  await resolve(made.context, '1/RAT/2027');
  const { enter } = await import('../books/closing/closing.fixture.ts');
  await enter(made.context, [{ on: '2027-01-15', debit: '3.3.01', credit: '3.2.01', amountSen: 1n }]);
  const approval = { calculationId: made.result.id, resolutionNumber: '1/RAT/2027' };
  await assert.rejects(approveShu(made.checker, approval), { reason: 'surplus_not_there' });
});

test('an open year, missing by-laws and a pool without a basis are refused, and nothing is kept', async () => {
  const made = await yearOfSavings(world, [100_000]);
  const ask = () => calculateShu(made.maker, { year: 2026 });
  await assert.rejects(ask(), { reason: 'year_not_closed' });
  await close2026(made.context);
  await assert.rejects(ask(), { reason: 'by_laws_missing' });
  await setRules(made.maker, BY_LAWS);
  await assert.rejects(ask(), { reason: 'basis_zero', pesan: /"Jasa usaha" nol/ });
  assert.equal(await read(made.context, (scope) => latestCalculation(scope, 2026)), undefined);
});

test('by-laws of 105 percent or of an account that cannot take it are refused', async () => {
  const { context } = await yearOfSavings(world, []);
  const changed = (change: object): ByLaws => ({
    ...BY_LAWS,
    pools: BY_LAWS.pools.map((pool) => (pool.code === 'sosial' ? { ...pool, ...change } : pool)),
  });
  await assert.rejects(setRules(context, changed({ percent: '10' })), { reason: 'pool_percent_sum' });
  for (const credits of ['9.9.99', '1.1.01', '2.1.10', '3.3.01']) {
    await assert.rejects(setRules(context, changed({ credits })), { reason: 'pool_credit_unknown' }, credits);
  }
  const input = { effectiveFrom: '2026-01-01', legalBasis: 'AD pasal 40', rules: BY_LAWS };
  const both = await Promise.allSettled([setByLaws(context, input), setByLaws(context, input)]);
  for (const one of both) {
    if (one.status === 'rejected') assert.equal(one.reason.reason, 'by_laws_changed');
  }
});

test('joined, left, came back, and in between: months and shares follow the by-laws', async () => {
  const made = await yearOfSavings(world, [100_000, 100_000, 100_000, 100_000]);
  const [, joined, left, back] = made.members;
  await step(made.context, async (scope) => {
    const { tx, cooperativeId } = scope;
    await tx.run(sql`update members.membership set applied_on = '2026-07-01', decided_on = '2026-07-01', activated_on = '2026-07-10',
      last_step_on = '2026-07-10' where cooperative_id = ${cooperativeId} and member_id = ${joined?.memberId}`);
    for (const [member, exited] of [
      [left, '2026-10-05'],
      [back, '2026-03-15'],
    ] as const) {
      await tx.run(sql`update members.membership set exit_requested_on = ${exited}, exit_kind = 'resigned', exited_on = ${exited},
        exit_decided_by_name = 'Ketua', last_step_on = ${exited} where cooperative_id = ${cooperativeId} and member_id = ${member?.memberId}`);
    }
    await tx.run(sql`
      insert into members.membership (cooperative_id, member_id, cycle, applied_on, applied_via, decision, decided_on, decided_by_name, activated_on, last_step_on)
      values (${cooperativeId}, ${back?.memberId}, 2, '2026-09-01', 'staff', 'accepted', '2026-09-02', 'Ketua', '2026-09-03', '2026-09-03')`);
  });
  await close2026(made.context);
  const equal: ByLaws = {
    ...BY_LAWS,
    pools: [{ code: 'anggota', name: 'Anggota', percent: '100', basis: { kind: 'equal' } }],
  };
  await setRules(made.maker, equal);
  await calculateShu(made.maker, { year: 2026 });
  assert.deepEqual(
    Object.entries(await sharesOf(made)).map(([number, { months }]) => [number, months]),
    [
      ['A00001', 12],
      ['A00002', 6],
      ['A00004', 6],
    ],
  );
  await setRules(made.maker, { ...equal, eligibility: { ...equal.eligibility, leavers: 'pro_rata' } });
  await calculateShu(made.maker, { year: 2026 });
  const all = await sharesOf(made);
  assert.equal(all['A00003']?.months, 9);
  assert.equal(
    sumSen(Object.values(all).map(({ shares }) => BigInt((shares[0] ?? '').replace('.', '')))),
    100_000_000n,
  );
});

test('average and monthly balances count a saving for the time it was there', async () => {
  const { deposit } = await import('#savings');
  const { on } = await import('../books/closing/closing.fixture.ts');
  const made = await yearOfSavings(world, [365_000, 0]);
  const late = made.members[1];
  await deposit(on(made.context, '2026-12-01'), { accountId: late?.SW ?? '', amount: '365000.00' });
  await close2026(made.context);
  const by = (measure: 'average' | 'monthly' | 'year_end'): ByLaws => ({
    ...BY_LAWS,
    pools: [
      { code: 'modal', name: 'Modal', percent: '100', basis: { kind: 'savings', measure, kinds: ['mandatory'] } },
    ],
  });
  const weights = async (measure: 'average' | 'monthly' | 'year_end') => {
    await setRules(made.maker, by(measure));
    await calculateShu(made.maker, { year: 2026 });
    const rows = await read(made.context, async (scope) => {
      const calculation = await latestCalculation(scope, 2026);
      return readShares(scope, calculation?.id ?? '', { limit: 10 });
    });
    return rows.map((row) => row.weights[0]);
  };
  const sen = 36_500_000n;
  assert.deepEqual(await weights('year_end'), [sen * 12n, sen * 12n]);
  assert.deepEqual(await weights('monthly'), [sen * 12n, sen]);
  assert.deepEqual(await weights('average'), [sen * 361n, sen * 31n]);
});

test('surplus from non-members stays away from members when the by-laws say so', async () => {
  const made = await yearOfSavings(world, [100_000], { nonMemberSen: 20_000_000n });
  await close2026(made.context);
  await setRules(made.maker, {
    ...WITHOUT_LOANS,
    nonMemberPools: [{ code: 'luar', name: 'Cadangan bukan anggota', percent: '100', credits: '3.2.01' }],
  });
  const { result } = await calculateShu(made.maker, { year: 2026 });
  assert.equal(result.membersTotal, '400000.00');
});

test('rights set by hand keep the sum, name a reason, and are set once', async () => {
  const made = await calculated([100_000, 100_000]);
  const ask = (one: string, two: string, more: object = {}) =>
    setFinalRights(made.maker, {
      year: 2026,
      rights: [
        { memberNumber: 'A00001', amount: one },
        { memberNumber: 'A00002', amount: two },
      ],
      reason: 'Putusan sengketa 3/2027',
      ...more,
    });
  await assert.rejects(ask('300000.00', '250000.00'), { reason: 'final_total_differs' });
  await assert.rejects(ask('250000.50', '249999.50'), (error: { fields: { code: string }[] }) =>
    error.fields.every(({ code }) => code === 'right_whole_rupiah'),
  );
  await assert.rejects(ask('300000.00', '200000.00', { reason: '-' }), { code: 'invalid' });
  await assert.rejects(
    setFinalRights(made.maker, {
      year: 2026,
      rights: [
        { memberNumber: 'A00001', amount: '1.00' },
        { memberNumber: 'Z9', amount: '1.00' },
      ],
      reason: 'Salah nomor',
    }),
    { reason: 'share_unknown' },
  );
  await assert.rejects(
    setFinalRights(made.maker, {
      year: 2026,
      rights: [
        { memberNumber: 'A00001', amount: '1.00' },
        { memberNumber: 'a00001', amount: '1.00' },
      ],
      reason: 'Dua kali',
    }),
    { reason: 'member_double' },
  );
  await ask('300000.00', '200000.00');
  await assert.rejects(ask('310000.00', '190000.00'), { reason: 'final_right_set' });
  await assert.rejects(setFinalRights(made.maker, { year: 2025, rights: [], reason: 'kosong' }), { code: 'invalid' });
});

test('a loss is never divided; the reserves cover it by a resolution and two people', async () => {
  const made = await yearOfSavings(world, [100_000], { surplusSen: -30_000_000n });
  const { enter } = await import('../books/closing/closing.fixture.ts');
  await close2026(made.context);
  await setRules(made.maker, WITHOUT_LOANS);
  await assert.rejects(calculateShu(made.maker, { year: 2026 }), { reason: 'surplus_not_positive' });
  await resolve(made.context, '2/RAT/2027', 'loss_cover');
  const ask = (context: typeof made.maker) => coverLoss(context, { year: 2026, resolutionNumber: '2/RAT/2027' });
  await assert.rejects(byTwo(made.context, ask), { reason: 'reserve_too_low' });
  await enter(made.context, [{ on: '2027-01-15', debit: '1.1.05', credit: '3.2.01', amountSen: 50_000_000n }]);
  const held = await heldOf(ask(made.maker));
  await assert.rejects(agree(made.maker, held), { reason: 'maker_cannot_check' });
  await agree(made.checker, held);
  const after = await balances(made.context, { before: '2027-02-01' });
  assert.equal(after['3.2.01'], -20_000_000n);
  assert.equal(after['3.3.01'], undefined);
  await assert.rejects(ask(made.maker), { reason: 'loss_covered' });
});

test('a year with a surplus has no loss to cover', async () => {
  const made = await calculated([100_000]);
  await assert.rejects(coverLoss(made.maker, { year: 2026, resolutionNumber: 'X' }), { reason: 'no_loss' });
});
