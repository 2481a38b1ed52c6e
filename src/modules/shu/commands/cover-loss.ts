import { markYearApproved, requireClosedYear } from '#books';
import { useResolution } from '#governance';
import { command } from '#kernel/command';
import { addDays } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { formatDecimal, rupiahText } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { chartBalances, generalAccountIds, holdPostings, post } from '#ledger';
import { LossCoverInput } from '../schema.ts';
import { shuAccounts } from '../settings.ts';
import { insertLossCover, readLossCover } from '../store/calculations.ts';

/**
 * Covers a closed year's loss from the reserves by a resolution of the meeting (UU 25/1992 Ps 41); nothing is ever distributed for such a
 * year. A second person approves. Answers `{ year, entryId, loss }`. Errors: `year_not_closed`, `no_loss`, `loss_covered`,
 * `reserve_too_low`, `resolution_unknown`, those of `markYearApproved` and of the ledger.
 */
export const coverLoss = command({
  name: 'shu.coverLoss',
  permission: 'shu.manage',
  input: LossCoverInput,
  approval: async (scope, { year, resolutionNumber }) => {
    const lossSen = await requireLoss(scope, year);
    const summary = `Tutup rugi tahun buku ${year} dari cadangan, keputusan ${resolutionNumber}`;
    return { rule: 'shu.loss_cover', summary, amountSen: lossSen, permission: 'shu.approve' };
  },
  async run(scope, { year, resolutionNumber, happenedOn }) {
    await holdPostings(scope);
    const lossSen = await requireLoss(scope, year);
    const resolution = await useResolution(
      scope,
      { number: resolutionNumber, kind: 'loss_cover', year },
      { purpose: 'shu.coverLoss', subject: `Rugi tahun buku ${year}` },
    );
    const { reserve, undivided } = await shuAccounts(scope);
    await requireReserve(scope, reserve, lossSen);
    const ids = await generalAccountIds(scope, [reserve, undivided]);
    const on = happenedOn ?? scope.today;
    const [entry] = await post(scope, [
      {
        description: `Rugi tahun buku ${year} ditutup dari cadangan, keputusan ${resolution.number}`,
        businessDate: on,
        source: 'shu.loss_cover',
        lines: [
          { accountId: ids.get(reserve) ?? '', amountSen: lossSen },
          { accountId: ids.get(undivided) ?? '', amountSen: -lossSen },
        ],
      },
    ]);
    assert(entry, 'one entry was posted');
    const kept = await insertLossCover(scope, { year, lossSen, resolution, on, entryId: entry.id });
    assert(kept, 'nobody covers a loss while the queue is held');
    await markYearApproved(scope, { year, resolution: resolution.number });
    return { year, entryId: entry.id, loss: formatDecimal(lossSen) };
  },
});

async function requireLoss(scope: QueryScope, year: number): Promise<bigint> {
  const { surplusSen } = await requireClosedYear(scope, year);
  if (surplusSen >= 0n) {
    throw new DomainError('refused', 'no_loss', `Tahun buku ${year} tidak rugi. Tidak ada yang perlu ditutup`);
  }
  if (await readLossCover(scope, year)) {
    throw new DomainError('conflict', 'loss_covered', `Rugi tahun buku ${year} sudah ditutup`);
  }
  return -surplusSen;
}

async function requireReserve(scope: QueryScope, code: string, lossSen: bigint): Promise<void> {
  const lines = await chartBalances(scope, { before: addDays(scope.today, 1) });
  const reserveSen = -(lines.find((line) => line.code === code)?.amountSen ?? 0n);
  if (reserveSen >= lossSen) return;
  throw new DomainError(
    'refused',
    'reserve_too_low',
    `Cadangan ${rupiahText(reserveSen)} tidak cukup menutup rugi ${rupiahText(lossSen)}. Bawa lagi ke rapat anggota`,
  );
}
