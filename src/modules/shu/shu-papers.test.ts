import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDecimal, sumSen } from '#kernel/money';
import { asMember, testWorld } from '../../../test/support/world.ts';
import { calculateShu } from './commands/calculate.ts';
import { setFinalRights } from './commands/final-rights.ts';
import { payToSavings } from './commands/pay.ts';
import { memberShu, ownShu } from './queries/member-shu.ts';
import { byLawsVersions, shuShares, shuYear, shuYears } from './queries/overview.ts';
import { ownShuLetterFile, shuLetterFile, shuLettersFile, shuListTable } from './queries/papers.ts';
import { simulateShu } from './queries/simulate.ts';
import { approvedYear, BY_LAWS, close2026, setRules, WITHOUT_LOANS, yearOfSavings } from './shu.fixture.ts';

const world = await testWorld({ today: '2026-01-05' });

test('a member reads the own letter: the share, how it was calculated, and where the rest went', async () => {
  const made = await approvedYear(world, [100_000, 300_000]);
  const memberId = made.members[0]?.memberId ?? '';
  const me = asMember(made.context, memberId);
  const [letter] = await ownShu(me, {});
  assert.ok(letter, 'the member has a letter');
  assert.deepEqual([letter.year, letter.final, letter.tax, letter.net], [2026, '187500.00', '0.00', '187500.00']);
  assert.deepEqual(
    letter.lines.map(({ sentence }) => sentence),
    [
      'Jasa modal: simpanan pokok dan wajib pada akhir tahun milik Anda Rp 100.000, milik semua anggota Rp 400.000. Yang dibagi ' +
        'Rp 250.000, jadi Rp 250.000 x Rp 100.000 : Rp 400.000 = Rp 62.500.',
      'Jasa usaha Rp 250.000 dibagi menurut bulan keanggotaan: Anda 12 bulan dari 24 bulan semua anggota, jadi Rp 125.000.',
    ],
  );
  assert.equal(sumSen(letter.where.map(({ amount }) => parseDecimal(amount))), parseDecimal(letter.surplus));
  assert.deepEqual([letter.resolutionNumber, letter.payment], ['1/RAT/2027', null]);
  await payToSavings(made.maker, { year: 2026, memberId });
  assert.equal((await ownShu(me, {}))[0]?.payment?.way, 'savings');
  assert.match((await ownShuLetterFile(me, { year: 2026 })).bytes.subarray(0, 5).toString(), /%PDF-/);
  await assert.rejects(ownShu(made.context, {}), { reason: 'members_only' });
});

test('staff see the same letter with its payments, and print one or all', async () => {
  const made = await approvedYear(world, [100_000, 300_000]);
  const memberId = made.members[1]?.memberId ?? '';
  await payToSavings(made.maker, { year: 2026, memberId });
  const { letter, payments } = await memberShu(made.checker, { year: 2026, memberId });
  assert.deepEqual([letter.net, payments.length, payments[0]?.net], ['312500.00', 1, '312500.00']);
  const one = await shuLetterFile(made.checker, { year: 2026, memberId });
  assert.equal(one.name, 'surat-shu-2026-A00002.pdf');
  const all = await shuLettersFile(made.checker, { year: 2026 });
  assert.equal(all.name, 'surat-shu-2026-A00001-A00002.pdf');
  assert.ok(all.bytes.length > one.bytes.length);
  await assert.rejects(shuLettersFile(made.checker, { year: 2026, after: 2 }), { reason: 'share_unknown' });
  await assert.rejects(memberShu(made.checker, { year: 2025, memberId }), { reason: 'shu_not_approved' });
});

test('the list of shares sums to the members part, and the cash list holds who waits', async () => {
  const made = await approvedYear(world, [100_000, 300_000]);
  const list = await shuListTable(made.checker, { year: 2026 });
  const place = list.columns.findIndex(({ heading }) => heading === 'Hak SHU');
  assert.equal(sumSen(list.rows.map((row) => row[place] as bigint)), 50_000_000n);
  await payToSavings(made.maker, { year: 2026, memberId: made.members[0]?.memberId ?? '' });
  const cash = await shuListTable(made.checker, { year: 2026, cash: true });
  assert.deepEqual(
    cash.rows.map(([number]) => number),
    ['A00002'],
  );
  assert.equal(cash.columns.at(-1)?.heading, 'Tanda tangan');
  await assert.rejects(shuListTable(made.checker, { year: 2025 }), { reason: 'calculation_missing' });
});

test('a simulation before the books close tells the effect on a member, beside the rules in force, and keeps nothing', async () => {
  const made = await yearOfSavings(world, [100_000, 300_000]);
  await assert.rejects(simulateShu(made.checker, { year: 2026 }), { reason: 'by_laws_missing' });
  await setRules(made.maker, WITHOUT_LOANS);
  const plain = await simulateShu(made.checker, { year: 2026, memberNumber: 'a00001' });
  assert.deepEqual([plain.surplus, plain.fromBooks, plain.members], ['1000000.00', true, '500000.00']);
  assert.deepEqual([plain.member?.total, plain.member?.totalBefore], ['187500.00', null]);
  const rules = {
    ...WITHOUT_LOANS,
    pools: WITHOUT_LOANS.pools.map((pool) =>
      pool.code === 'cadangan'
        ? { ...pool, percent: '30' }
        : pool.code === 'anggota'
          ? { ...pool, percent: '60' }
          : pool,
    ),
  };
  const other = await simulateShu(made.checker, { year: 2026, surplus: '2000000.00', rules, memberNumber: 'A00001' });
  assert.deepEqual(
    [other.members, other.member?.total, other.member?.totalBefore],
    ['1200000.00', '450000.00', '375000.00'],
  );
  const broken = { ...rules, pools: rules.pools.slice(1) };
  await assert.rejects(simulateShu(made.checker, { year: 2026, rules: broken }), { reason: 'pool_percent_sum' });
  await assert.rejects(simulateShu(made.checker, { year: 2026, rules: BY_LAWS }), { reason: 'basis_zero' });
  await assert.rejects(simulateShu(made.checker, { year: 2026, memberNumber: 'Z1' }), { reason: 'share_unknown' });
  assert.equal((await shuYear(made.checker, { year: 2026 }))?.calculation, null);
});

test('the years say where each surplus stands, and shares are found by number and name', async () => {
  const made = await yearOfSavings(world, [100_000, 300_000]);
  const step = async () => (await shuYears(made.checker, {})).find(({ year }) => year === 2026)?.step;
  assert.equal(await step(), 'open');
  await close2026(made.context);
  assert.equal(await step(), 'closed');
  await setRules(made.maker, WITHOUT_LOANS);
  await calculateShu(made.maker, { year: 2026 });
  assert.equal(await step(), 'calculated');
  const rights = [
    { memberNumber: 'A00001', amount: '187501.00' },
    { memberNumber: 'A00002', amount: '312499.00' },
  ];
  await setFinalRights(made.maker, { year: 2026, rights, reason: 'Keputusan pengurus' });
  const { items } = await shuShares(made.checker, { year: 2026, search: 'nomor dua' });
  assert.deepEqual(
    items.map(({ number, total, final, finalReason }) => [number, total, final, finalReason]),
    [['A00002', '312500.00', '312499.00', 'Keputusan pengurus']],
  );
  assert.equal((await shuShares(made.checker, { year: 2026, search: 'a00001' })).items.length, 1);
  const { versions, funds } = await byLawsVersions(made.checker, {});
  assert.equal(versions.length, 1);
  assert.ok(funds.some(({ code }) => code === '3.2.01') && !funds.some(({ code }) => code === '2.1.10'));
});
