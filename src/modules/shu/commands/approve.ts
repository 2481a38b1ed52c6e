import { markYearApproved, requireClosedYear } from '#books';
import { useResolution } from '#governance';
import { command } from '#kernel/command';
import { addDays } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { rupiahText, sumSen } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { chartBalances, generalAccountIds, holdPostings, type LineDraft, post } from '#ledger';
import { memberPools } from '../rules/by-laws.ts';
import { fundsSen } from '../rules/divide.ts';
import { ApprovalInput } from '../schema.ts';
import { shuAccounts } from '../settings.ts';
import { type Calculation, calculationById, insertApproval, latestCalculation } from '../store/calculations.ts';
import { rightSetters, shareSums } from '../store/shares.ts';

/**
 * Approves the youngest calculation of a year by the meeting's resolution: posts the surplus to reserves, funds and what members are owed, and
 * locks the calculation and the year's months. Never by who calculated or set a right. Answers `{ year, entryId, number }`. Errors:
 * `calculation_missing`, `shu_approved`, `calculation_outdated`, `maker_cannot_check`, `resolution_unknown`, `surplus_not_there`, those of
 * `markYearApproved` and of the ledger.
 */
export const approveShu = command({
  name: 'shu.approve',
  permission: 'shu.approve',
  input: ApprovalInput,
  async run(scope, { calculationId, resolutionNumber, happenedOn }) {
    // Two who approve at once stand in one queue; the second finds the first one's approval.
    await holdPostings(scope);
    const calculation = await requireApprovable(scope, calculationId);
    const { year } = calculation;
    const resolution = await useResolution(
      scope,
      { number: resolutionNumber, kind: 'shu', year },
      { purpose: 'shu.approve', subject: `SHU tahun buku ${year}` },
    );
    await proveShares(scope, calculation);
    await requireUndivided(scope, calculation.surplusSen);
    const on = happenedOn ?? scope.today;
    const [entry] = await post(scope, [
      {
        description: `Pembagian SHU tahun buku ${year}, keputusan ${resolution.number}`,
        businessDate: on,
        source: 'shu.approve',
        lines: await approvalLines(scope, calculation),
      },
    ]);
    assert(entry, 'one entry was posted');
    const approved = await insertApproval(scope, { calculation, resolution, on, entryId: entry.id });
    assert(approved, 'nobody approves while the queue is held');
    await markYearApproved(scope, { year, resolution: resolution.number });
    return { year, entryId: entry.id, number: entry.number.toString() };
  },
});

async function requireApprovable(scope: Scope, calculationId: string): Promise<Calculation> {
  const calculation = await calculationById(scope, calculationId);
  if (!calculation) throw new DomainError('not_found', 'calculation_missing', 'Hitungan SHU ini tidak ada');
  const { year } = calculation;
  const last = await latestCalculation(scope, year);
  if (last?.approval) {
    throw new DomainError('conflict', 'shu_approved', `SHU tahun buku ${year} sudah disetujui`);
  }
  const closed = await requireClosedYear(scope, year);
  if (last?.id !== calculation.id || closed.checksum !== calculation.checksum) {
    throw new DomainError(
      'conflict',
      'calculation_outdated',
      'Hitungan ini bukan yang terbaru, atau tahun bukunya sudah ditutup ulang. Hitung lagi, lalu setujui',
    );
  }
  const { actor } = scope.context;
  const makers = [calculation.calculatedBy, ...(await rightSetters(scope, calculation.id))];
  if (makers.includes(actor.personId)) {
    throw new DomainError(
      'forbidden',
      'maker_cannot_check',
      'Yang menghitung SHU atau mengubah hak anggota tidak boleh menyetujuinya',
    );
  }
  return calculation;
}

// The rows themselves are summed again: a share that is not what was calculated stops the approval.
async function proveShares(scope: Scope, calculation: Calculation): Promise<void> {
  const sums = await shareSums(scope, calculation.id);
  assert(sums.count === calculation.memberCount, 'every share of the calculation is kept');
  assert(sums.totalSen === calculation.membersSen && sums.finalSen === calculation.membersSen, 'shares are the pool');
  memberPools(calculation.rules).forEach(({ code }, place) => {
    const pool = calculation.pools.find((one) => one.code === code);
    const kept = sums.poolSums[place] ?? 0n;
    assert(pool && kept + pool.restSen === pool.amountSen, `the shares of ${code} are its amount`);
  });
}

async function requireUndivided(scope: Scope, surplusSen: bigint): Promise<void> {
  const { undivided } = await shuAccounts(scope);
  const lines = await chartBalances(scope, { before: addDays(scope.today, 1) });
  const there = -(lines.find(({ code }) => code === undivided)?.amountSen ?? 0n);
  if (there >= surplusSen) return;
  throw new DomainError(
    'refused',
    'surplus_not_there',
    `Akun ${undivided} berisi ${rupiahText(there)}, kurang dari SHU ${rupiahText(surplusSen)}. Periksa jurnal pembuka tahun ini`,
  );
}

async function approvalLines(scope: Scope, calculation: Calculation): Promise<LineDraft[]> {
  const accounts = await shuAccounts(scope);
  const credits = new Map<string, { amountSen: bigint; notes: string[] }>();
  const credit = (code: string, amountSen: bigint, note: string) => {
    const before = credits.get(code) ?? { amountSen: 0n, notes: [] };
    credits.set(code, { amountSen: before.amountSen + amountSen, notes: [...before.notes, note] });
  };
  for (const { credits: code, amountSen, name } of calculation.pools) {
    if (code !== null) credit(code, amountSen, name);
  }
  credit(accounts.members, calculation.membersSen, 'Bagian anggota');
  credit(accounts.reserve, calculation.restSen, 'Sisa pembulatan');
  assert(
    fundsSen(calculation.pools) + calculation.membersSen + calculation.restSen === calculation.surplusSen,
    'what is credited is the surplus',
  );
  const rows = [...credits].filter(([, { amountSen }]) => amountSen > 0n);
  const ids = await generalAccountIds(scope, [accounts.undivided, ...rows.map(([code]) => code)]);
  const total = sumSen(rows.map(([, { amountSen }]) => amountSen));
  return [
    { accountId: ids.get(accounts.undivided) ?? '', amountSen: total },
    ...rows.map(([code, { amountSen, notes }]) => ({
      accountId: ids.get(code) ?? '',
      amountSen: -amountSen,
      note: notes.join(', ').slice(0, 200),
    })),
  ];
}
