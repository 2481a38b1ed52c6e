import { requireClosedYear } from '#books';
import { command } from '#kernel/command';
import { addDays } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formatDecimal, sumSen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { divideYear } from '../measure.ts';
import { yearFigures } from '../queries/figures.ts';
import { noSurplus } from '../rules/divide.ts';
import { YearInput } from '../schema.ts';
import { type ByLawsVersion, byLawsOn } from '../store/by-laws.ts';
import { type Calculation, insertCalculation, latestCalculation } from '../store/calculations.ts';
import { insertShares } from '../store/shares.ts';

/**
 * Calculates the surplus of a closed book year for every member, and keeps it with the by-laws and the point of the books it was made from.
 * Calculated again before the meeting approves, it is a further version. Answers `{ id, year, version, members, membersTotal, rest }`.
 * Errors: `year_not_closed`, `surplus_not_positive`, `by_laws_missing`, `shu_approved`, `basis_zero`.
 */
export const calculateShu = command({
  name: 'shu.calculate',
  permission: 'shu.manage',
  input: YearInput,
  run: (scope, { year }) => calculateStep(scope, year),
});

/** Step: the calculation of `calculateShu`. */
export async function calculateStep(scope: Scope, year: number) {
  const closed = await requireClosedYear(scope, year);
  if (closed.surplusSen <= 0n) throw noSurplus();
  await refuseApproved(scope, year);
  const byLaws = await requireByLaws(scope, closed);
  const { nonMemberSen } = await yearFigures(scope, closed);
  const asked = { year: closed, surplusSen: closed.surplusSen, nonMemberSen, byLaws: byLaws.rules };
  const { participants, excluded, shares, weights, ...divided } = await divideYear(scope, asked);
  const id = newId();
  const version = await insertCalculation(scope, {
    id,
    year,
    from: closed.from,
    before: closed.before,
    surplusSen: closed.surplusSen,
    nonMemberSen,
    checksum: closed.checksum,
    throughNumber: closed.throughNumber,
    byLawsId: byLaws.id,
    rules: byLaws.rules,
    pools: divided.pools,
    membersSen: divided.membersSen,
    restSen: divided.restSen,
    memberCount: participants.length,
    excludedCount: excluded.length,
  });
  await insertShares(
    scope,
    id,
    participants.map(({ memberId, number, months, held }, index) => {
      const own = shares[index] ?? [];
      return { memberId, number, months, held, weights: weights[index] ?? [], shares: own, totalSen: sumSen(own) };
    }),
  );
  return {
    id,
    year,
    version,
    members: participants.length,
    membersTotal: formatDecimal(divided.membersSen),
    rest: formatDecimal(divided.restSen),
  };
}

/** The by-laws in force on a year's last day. Error: `by_laws_missing`. */
export async function requireByLaws(
  scope: QueryScope,
  { before }: Pick<Calculation, 'before'>,
): Promise<ByLawsVersion> {
  const found = await byLawsOn(scope, addDays(before, -1));
  if (found) return found;
  throw new DomainError(
    'refused',
    'by_laws_missing',
    'Aturan pembagian SHU untuk tahun ini belum diisi. Isi dulu di Aturan SHU',
  );
}

/** Refuses what would change a year that the meeting has decided on. Error: `shu_approved`. */
export async function refuseApproved(scope: QueryScope, year: number): Promise<void> {
  const last = await latestCalculation(scope, year);
  if (!last?.approval) return;
  const { resolutionNumber } = last.approval;
  throw new DomainError(
    'conflict',
    'shu_approved',
    `SHU tahun buku ${year} sudah disetujui dengan keputusan ${resolutionNumber}, jadi tidak berubah lagi`,
  );
}
