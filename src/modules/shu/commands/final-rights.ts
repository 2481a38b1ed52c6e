import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { rupiahText, sumSen } from '#kernel/money';
import { holdPostings } from '#ledger';
import { membersByNumber } from '#members';
import { FinalRightsInput } from '../schema.ts';
import { type Calculation, latestCalculation } from '../store/calculations.ts';
import { insertFinalRights, readShares } from '../store/shares.ts';
import { refuseApproved } from './calculate.ts';

/**
 * Sets the rights of some members by hand ("hak final"), with a reason: together they must be what they were before, so that the pool is still
 * shared to the rupiah. Errors: `calculation_missing`, `shu_approved`, `member_double`, `share_unknown`, `final_total_differs`,
 * `final_right_set`.
 */
export const setFinalRights = command({
  name: 'shu.setFinalRights',
  permission: 'shu.manage',
  input: FinalRightsInput,
  async run(scope, { year, rights, reason }) {
    await holdPostings(scope);
    await refuseApproved(scope, year);
    const calculation = await latestCalculation(scope, year);
    if (!calculation) throw calculationMissing(year);
    const numbers = rights.map(({ memberNumber }) => memberNumber.toUpperCase());
    if (new Set(numbers).size < numbers.length) {
      throw fieldError('rights', 'member_double', 'Satu anggota tertulis dua kali');
    }
    const members = await membersByNumber(scope, numbers);
    const wanted = rights.map(({ amount }, index) => ({
      memberId: members.get(numbers[index] ?? '')?.id ?? '',
      number: numbers[index] ?? '',
      finalSen: amount,
    }));
    const ids = wanted.flatMap(({ memberId }) => (memberId === '' ? [] : [memberId]));
    const shares = await readShares(scope, calculation.id, { memberIds: ids, limit: ids.length + 1 });
    const missing = wanted.find(({ memberId }) => !shares.some((share) => share.memberId === memberId));
    if (missing) {
      throw fieldError('rights', 'share_unknown', `Anggota ${missing.number} tidak mendapat bagian SHU tahun ini`);
    }
    requireSameSum(sumSen(shares.map(({ totalSen }) => totalSen)), sumSen(wanted.map(({ finalSen }) => finalSen)));
    if (!(await insertFinalRights(scope, calculation.id, wanted, reason))) {
      throw new DomainError(
        'conflict',
        'final_right_set',
        'Hak salah satu anggota ini sudah diubah. Hitung ulang SHU dulu, lalu tulis semua perubahannya sekaligus',
      );
    }
    return { calculationId: calculation.id, changed: wanted.length };
  },
});

function requireSameSum(beforeSen: bigint, afterSen: bigint): void {
  if (beforeSen === afterSen) return;
  throw fieldError(
    'rights',
    'final_total_differs',
    `Jumlah hak anggota-anggota ini ${rupiahText(beforeSen)}, yang Anda tulis ${rupiahText(afterSen)}. Jumlahnya harus sama`,
  );
}

/** What is told when a year has no calculation yet. */
export function calculationMissing(year: Calculation['year']): DomainError {
  return new DomainError('not_found', 'calculation_missing', `SHU tahun buku ${year} belum dihitung. Hitung dulu`);
}
